import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { DeliveryRow, EventRow, WebhookEndpointRow } from "../store/webhook-rows.ts";
import type { Log } from "../observe/log.ts";
import { checkUrl } from "./check-url.ts";
import type { DeclaredChange } from "../declared/change.ts";
import { comparableEndpoint, compareEndpoints } from "./compare-declared.ts";
import { createDeclare, type Declare, type DeclaredEndpoint } from "./declared.ts";
import type { EndpointChanges, NewEndpoint } from "./endpoint.ts";
import { reachOf } from "./deliver.ts";
import { newDelivery } from "./events.ts";
import { isChosen } from "./event-types.ts";
import type { EndpointSecrets } from "./secrets.ts";

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
  /** Takes the endpoints that the configuration file declares. */
  readonly declare: Declare;
  /** What that would do. */
  readonly compare: (endpoints: readonly DeclaredEndpoint[]) => Promise<readonly DeclaredChange[]>;
  readonly counts: Repositories["deliveries"]["counts"];
  readonly oldestWaitingAt: Repositories["deliveries"]["oldestWaitingAt"];
}

/** Management over a store; `wake` is called when there may be something to deliver. */
export function createWebhooks(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: EndpointSecrets;
  readonly wake: () => void;
  /** What the file is called that endpoints may be declared in. */
  readonly declaredIn: string;
  readonly log: Log;
}): Webhooks {
  const { store, clock, secrets, wake, declaredIn, log } = options;

  async function requeue(
    { deliveries }: Repositories,
    endpointId: string,
    event: Pick<EventRow, "position" | "connectionId">,
  ): Promise<void> {
    await deliveries.enqueue({ ...newDelivery(endpointId, event, clock), isRedelivery: 1 });
  }

  async function forget(id: string): Promise<void> {
    await store.dataKeys.removeOf(id);
    await store.webhookEndpoints.remove(id);
  }

  function assertNotDeclared({ declaredAs }: WebhookEndpointRow): void {
    if (declaredAs === null) return;
    throw new GatewayError(
      "CONFLICT",
      `This endpoint is declared in ${declaredIn}, as \`${declaredAs}\`.`,
      { reason: "declared_in_file", nextActions: [`Change it in ${declaredIn}, and reload.`] },
    );
  }

  const managed: Omit<Webhooks, "declare"> = {
    add: async ({ events, declaredAs = null, secret, ...rest }) => {
      checkUrl(rest.url, reachOf(rest.environment));
      const row: WebhookEndpointRow = {
        ...rest,
        id: newId("whep_", clock),
        events: JSON.stringify(events),
        disabledReason: null,
        throttledUntil: 0,
        createdAt: clock.now(),
        updatedAt: clock.now(),
        declaredAs,
      };
      return store.transaction(async (inner) => {
        await inner.webhookEndpoints.add(row);
        return { ...row, secret: await secrets.create(inner, row.id, 0, secret) };
      });
    },
    change: async (id, { enabled, events, ...changes }) => {
      const before = await find(store, id);
      // One that was switched off because it failed may be tried again, whoever declared it.
      const isRetry = enabled === true && events === undefined && Object.keys(changes).length === 0;
      if (!isRetry) assertNotDeclared(before);
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
        assertNotDeclared(await find(inner, id));
        return secrets.create(inner, id, overlapMs);
      }),
    remove: async (id) => {
      assertNotDeclared(await find(store, id));
      await forget(id);
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
      let count = 0;
      let after: number | undefined = 0;
      while (after !== undefined) {
        const range = { sinceMs, untilMs, after };
        after = await store.transaction(async (inner) => {
          const endpoint = await find(inner, id);
          const chosen = JSON.parse(endpoint.events) as string[];
          const found = await inner.outbox.between(endpoint, range, CHUNK);
          const events = found.filter(({ type }) => isChosen(chosen, type));
          for (const event of events) await requeue(inner, id, event);
          count += events.length;
          return found.length < CHUNK ? undefined : found.at(-1)?.position;
        });
        wake();
      }
      return count;
    },
    compare: (endpoints) => compareEndpoints(endpoints.map(comparableEndpoint), { store, secrets }),
    counts: store.deliveries.counts,
    oldestWaitingAt: store.deliveries.oldestWaitingAt,
  };
  const { add } = managed;
  const declare = createDeclare({ store, add, secrets, forget, log, now: clock.now });
  return { ...managed, declare };
}

/** How many events one transaction takes. */
const CHUNK = 500;

async function find(
  { webhookEndpoints }: Pick<Repositories, "webhookEndpoints">,
  id: string,
): Promise<WebhookEndpointRow> {
  const row = await webhookEndpoints.find(id);
  if (row !== undefined) return row;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such webhook endpoint.");
}
