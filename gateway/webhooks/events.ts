import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { DeliveryRow, EventRow, WebhookEndpointRow } from "../store/webhook-rows.ts";
import { sealAccountPart, type AccountPart } from "./account-part.ts";
import { connectionData } from "./connection-data.ts";
import {
  isChosen,
  type ConnectionEventType,
  type RulesEventType,
  type UpstreamEventType,
} from "./event-types.ts";

/** Something that happened. */
export type NewEvent = ConnectionEvent | EnvironmentEvent;

/** What became of a connection: its row as it is after the change, or was before it went. */
export interface ConnectionEvent {
  readonly type: ConnectionEventType;
  readonly connection: ConnectionRow;
}

/** What became of an environment: of its signing rules, never their constants, or of its upstream. */
export interface EnvironmentEvent {
  readonly type: RulesEventType | UpstreamEventType;
  readonly organizationId: string;
  readonly environment: ConnectionRow["environment"];
  readonly data: object;
}

/** Where events come from: whoever changes something says so in the same transaction. */
export interface Events {
  /**
   * Writes an event into the transaction `inner` belongs to: it is delivered if that commits, and
   * only then. Call it last, with the repositories that `store.transaction` gave.
   */
  readonly emit: (inner: Repositories, event: NewEvent) => Promise<void>;
  /** Calls a listener whenever there may be something to deliver. */
  readonly onEmitted: (listener: () => void) => void;
}

/** The outbox of a store. */
export function createEvents({
  store,
  clock,
}: {
  readonly store: Pick<Store, "dataKeys" | "keyRing">;
  readonly clock: Clock;
}): Events {
  const listeners = new Set<() => void>();

  async function write(
    { outbox, webhookEndpoints, deliveries }: Repositories,
    event: Pick<EventRow, "type" | "organizationId" | "environment" | "connectionId">,
    data: object,
    account: AccountPart | undefined,
  ): Promise<void> {
    const { type, organizationId, environment, connectionId } = event;
    const id = newId("evt_", clock);
    const createdAt = clock.now();
    const sealed =
      account === undefined || connectionId === null
        ? null
        : await sealAccountPart(store, account, { ...event, connectionId, id });
    const subject = connectionId ?? `${organizationId} ${environment}`;
    const sequence = await outbox.nextSequence(subject);
    const row = { ...event, id, sequence, data: JSON.stringify(data), sealed, createdAt };
    const position = await outbox.add(row);
    for (const endpoint of await webhookEndpoints.list({ organizationId, environment })) {
      if (!takes(endpoint, type)) continue;
      await deliveries.enqueue(newDelivery(endpoint.id, { ...row, position }, clock));
    }
    for (const listener of listeners) listener();
  }

  return {
    emit: async (inner, event) => {
      if (!("connection" in event)) {
        const { data, ...about } = event;
        await write(inner, { ...about, connectionId: null }, data, undefined);
        return;
      }
      const { type, connection } = event;
      const { id: connectionId, organizationId, environment } = connection;
      const grants = await inner.grants.listOf(connectionId);
      const { data, account } = connectionData(type, connection, grants);
      await write(inner, { type, organizationId, environment, connectionId }, data, account);
    },
    onEmitted: (listener) => void listeners.add(listener),
  };
}

/** A delivery of an event that nobody has tried yet. */
export function newDelivery(
  endpointId: string,
  { position, connectionId }: Pick<EventRow, "position" | "connectionId">,
  clock: Clock,
): Omit<DeliveryRow, "state"> {
  return {
    id: newId("whd_", clock),
    endpointId,
    position,
    lane: connectionId ?? "",
    attempts: 0,
    firstAttemptAt: null,
    nextAttemptAt: clock.now(),
    isRedelivery: 0,
    lastResult: null,
    createdAt: clock.now(),
    endedAt: null,
  };
}

/** Whether an endpoint is to be told of events of a type. */
function takes({ disabledReason, events }: WebhookEndpointRow, type: string): boolean {
  return disabledReason === null && isChosen(JSON.parse(events) as string[], type);
}
