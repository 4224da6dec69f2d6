import { timeOf } from "../api/connection-view.ts";
import type { ListedDelivery } from "../store/deliveries.ts";
import type { DeliveryAttemptRow, WebhookEndpointRow } from "../store/webhook-rows.ts";

/** An endpoint as an operator sees it, without its secrets. */
export function viewEndpoint(row: WebhookEndpointRow) {
  return {
    id: row.id,
    organizationId: row.organizationId,
    environment: row.environment,
    url: row.url,
    events: JSON.parse(row.events) as string[],
    form: row.form,
    description: row.description,
    enabled: row.disabledReason === null,
    disabledReason: row.disabledReason,
    declaredAs: row.declaredAs,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

/** A line of the delivery log: which event, and how far it came; never its content. */
export function viewDelivery(row: ListedDelivery) {
  const isWaiting = row.state === "due" || row.state === "parked";
  return {
    id: row.id,
    eventId: row.eventId,
    type: row.type,
    connectionId: row.lane === "" ? null : row.lane,
    sequence: row.sequence,
    state: row.state,
    attempts: row.attempts,
    lastResult: row.lastResult,
    redelivery: row.isRedelivery === 1,
    nextAttemptAt: isWaiting ? timeOf(row.nextAttemptAt) : null,
    createdAt: new Date(row.createdAt).toISOString(),
    endedAt: timeOf(row.endedAt),
  };
}

/** One attempt of a delivery. */
export function viewAttempt({ at, durationMs, status, result }: DeliveryAttemptRow) {
  return { at: new Date(at).toISOString(), durationMs, status, result };
}
