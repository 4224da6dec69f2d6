import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { DeliveryRow, EventRow, WebhookEndpointRow } from "../store/webhook-rows.ts";
import { checkUrl } from "./check-url.ts";
import { reachOf } from "./deliver.ts";
import { newDelivery } from "./events.ts";
import { isChosen } from "./event-types.ts";
import type { EndpointSecrets } from "./secrets.ts";

/** What an endpoint is made of. */
export type NewEndpoint = Pick<
  WebhookEndpointRow,
  "organizationId" | "environment" | "url" | "form" | "description"
> & { readonly events: readonly string[] };

/** What may change about it. */
export interface EndpointChanges {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly form?: WebhookEndpointRow["form"];
  readonly description?: string | null;
  readonly enabled?: boolean;
}

/** Endpoints and their deliveries, as an operator manages them. */
export interface Webhooks {
  /** The secret is in this answer and nowhere after. @throws GatewayError `BAD_REQUEST` for a URL that cannot be used. */
  readonly add: (
    endpoint: NewEndpoint,
  ) => Promise<WebhookEndpointRow & { readonly secret: string }>;
  /** @throws GatewayError `RESOURCE_NOT_FOUND`, `BAD_REQUEST`. */
  readonly change: (id: string, changes: EndpointChanges) => Promise<WebhookEndpointRow>;
  /** A new secret; those before it sign beside it for `overlapMs`. @throws GatewayError `RESOURCE_NOT_FOUND`. */
  readonly rotate: (id: string, overlapMs: number) => Promise<string>;
  /** Removes it, destroys its secrets, and gives up what it has not been told. @throws GatewayError `RESOURCE_NOT_FOUND`. */
  readonly remove: (id: string) => Promise<void>;
  /** Delivers what has ended once more, with the same event ID. @throws GatewayError `RESOURCE_NOT_FOUND`. */
  readonly redeliver: (deliveryId: string) => Promise<DeliveryRow>;
  /** The same for the events of a time that the endpoint chooses, sent before or not; says for how many. */
  readonly redeliverBetween: (id: string, sinceMs: number, untilMs: number) => Promise<number>;
  readonly counts: Repositories["deliveries"]["counts"];
  readonly oldestWaitingAt: Repositories["deliveries"]["oldestWaitingAt"];
}

/** Management over a store; `wake` is called when there may be something to deliver. */
export function createWebhooks(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: EndpointSecrets;
  readonly wake: () => void;
}): Webhooks {
  const { store, clock, secrets, wake } = options;

  async function requeue(
    { deliveries }: Repositories,
    endpointId: string,
    event: Pick<EventRow, "position" | "connectionId">,
  ): Promise<void> {
    await deliveries.enqueue({ ...newDelivery(endpointId, event, clock), isRedelivery: 1 });
  }

  return {
    add: async ({ events, ...rest }) => {
      checkUrl(rest.url, reachOf(rest.environment));
      const row: WebhookEndpointRow = {
        ...rest,
        id: newId("whep_", clock),
        events: JSON.stringify(events),
        disabledReason: null,
        throttledUntil: 0,
        createdAt: clock.now(),
        updatedAt: clock.now(),
        declaredAs: null,
      };
      return store.transaction(async (inner) => {
        await inner.webhookEndpoints.add(row);
        return { ...row, secret: await secrets.create(inner, row.id, 0) };
      });
    },
    change: async (id, { enabled, events, ...changes }) => {
      const before = await find(store, id);
      if (changes.url !== undefined) checkUrl(changes.url, reachOf(before.environment));
      const after = await store.webhookEndpoints.update(id, {
        ...changes,
        ...(events !== undefined && { events: JSON.stringify(events) }),
        ...(enabled === true && { disabledReason: null, throttledUntil: 0 }),
        ...(enabled === false && { disabledReason: before.disabledReason ?? "operator" }),
        updatedAt: clock.now(),
      });
      wake();
      return after ?? before;
    },
    rotate: (id, overlapMs) =>
      store.transaction(async (inner) => {
        await find(inner, id);
        return secrets.create(inner, id, overlapMs);
      }),
    remove: async (id) => {
      await find(store, id);
      await store.dataKeys.removeOf(id);
      await store.webhookEndpoints.remove(id);
    },
    redeliver: async (deliveryId) => {
      const delivery = await store.transaction(async (inner) => {
        const before = await inner.deliveries.find(deliveryId);
        const event = before && (await inner.outbox.find(before.position));
        if (before === undefined || event === undefined) return undefined;
        await requeue(inner, before.endpointId, event);
        return inner.deliveries.find(deliveryId);
      });
      if (delivery === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such delivery.");
      wake();
      return delivery;
    },
    redeliverBetween: async (id, sinceMs, untilMs) => {
      const count = await store.transaction(async (inner) => {
        const endpoint = await find(inner, id);
        const chosen = JSON.parse(endpoint.events) as string[];
        const found = await inner.outbox.between(endpoint, sinceMs, untilMs, MAX_RANGE);
        const events = found.filter(({ type }) => isChosen(chosen, type));
        for (const event of events) await requeue(inner, id, event);
        return events.length;
      });
      wake();
      return count;
    },
    counts: store.deliveries.counts,
    oldestWaitingAt: store.deliveries.oldestWaitingAt,
  };
}

const MAX_RANGE = 1_000;

async function find(
  { webhookEndpoints }: Pick<Repositories, "webhookEndpoints">,
  id: string,
): Promise<WebhookEndpointRow> {
  const row = await webhookEndpoints.find(id);
  if (row !== undefined) return row;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such webhook endpoint.");
}
