import type { Clock } from "../../gateway/clock.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { createMetrics } from "../../gateway/observe/metrics.ts";
import type { Store } from "../../gateway/store/store.ts";
import type { WebhookForm } from "../../gateway/store/webhook-rows.ts";
import { createEvents } from "../../gateway/webhooks/events.ts";
import type { Resolve } from "../../gateway/webhooks/guard-lookup.ts";
import { startWebhooks } from "../../gateway/webhooks/start-webhooks.ts";
import {
  createKeptLog,
  defaultCaller,
  openTestStore,
  temporaryFolder,
} from "../store/test-store.ts";
import type { Cleanup } from "../support/cleanup.ts";

/** Connections whose changes are delivered, over a store of their own or one that is there. */
export async function startWithWebhooks(
  t: Cleanup,
  clock: Clock,
  options: { readonly store?: Store; readonly resolve?: Resolve } = {},
) {
  const store = options.store ?? (await openTestStore(t, temporaryFolder(t), { clock }));
  const log = createKeptLog();
  const metrics = createMetrics({ clock });
  const events = createEvents({ store, clock });
  const connections = createConnections({ store, clock, log, events });
  const webhooks = startWebhooks({
    store,
    events,
    clock,
    log,
    metrics: metrics.plugin,
    assertForeign: () => undefined,
    declaredIn: "the configuration",
    ...(options.resolve !== undefined && { resolve: options.resolve }),
  });
  t.after(async () => {
    await webhooks.close();
    metrics.close();
  });
  const caller = await defaultCaller(store);
  const add = (url: string, form: WebhookForm = "standard", events: readonly string[] = ["*"]) =>
    webhooks.add({
      organizationId: caller.organizationId,
      environment: "sandbox",
      url,
      form,
      events,
      description: null,
    });
  /** Resolves once nothing is under way: what came of the last attempts is in the store. */
  const settled = async (endpointId: string, state: string, count: number) => {
    for (;;) {
      const rows = await store.deliveries.list({ endpointId, limit: 100, offset: 0 });
      const found = rows.filter((row) => row.state === state);
      if (found.length >= count) return rows;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { store, connections, events, webhooks, caller, log, add, settled };
}
