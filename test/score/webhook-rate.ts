import assert from "node:assert/strict";
import { systemClock } from "../../gateway/clock.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { newSession } from "../connections/test-connections.ts";
import { createKeptLog, defaultCaller, openTestStore } from "../store/test-store.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startReceiver } from "../webhooks/receiver.ts";
import { startWithWebhooks } from "../webhooks/start.ts";
import type { Score } from "./score.ts";

const CONNECTIONS = 50;
const CHANGES = 20;
const LEAST_PER_SECOND = 100;

/** How fast a backlog is worked off, by one endpoint and by ten. */
export const webhookRate: Score = {
  id: "webhook rate",
  title: `at least ${LEAST_PER_SECOND} deliveries a second to one endpoint`,
  run: async (cleanup) => {
    const [one, ten] = [await measure(cleanup, 1), await measure(cleanup, 10)];
    assert.ok(one >= LEAST_PER_SECOND, `${Math.round(one)}/s`);
    return `${Math.round(one)}/s to one endpoint, ${Math.round(ten)}/s to ten`;
  },
};

/** Deliveries a second. */
async function measure(cleanup: Cleanup, endpoints: number): Promise<number> {
  const receiver = await startReceiver(cleanup);
  const store = await openTestStore(cleanup);
  const caller = await defaultCaller(store);
  const before = await startWithWebhooks(cleanup, systemClock, { store });
  for (let count = 0; count < endpoints; count++) await before.add(`${receiver.url}/${count}`);
  await before.webhooks.close();
  const connections = createConnections({ store, clock: systemClock, log: createKeptLog() });
  const changes = Math.ceil(CHANGES / endpoints);
  for (let user = 1; user <= CONNECTIONS; user++) {
    const { id } = await connections.put(newSession(caller, { upstreamUserId: String(user) }));
    for (let count = 1; count < changes; count++)
      await connections.setState(id, count % 2 === 1 ? "paused" : "active", "rate");
  }
  const total = endpoints * CONNECTIONS * changes;
  const startedMs = performance.now();
  const { webhooks } = await startWithWebhooks(cleanup, systemClock, { store });
  await receiver.received(total);
  const seconds = (performance.now() - startedMs) / 1_000;
  await webhooks.close();
  return total / seconds;
}
