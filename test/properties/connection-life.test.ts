import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { after, test } from "node:test";
import fc from "fast-check";
import type { NewSession } from "../../gateway/connections/connection.ts";
import {
  CONNECTION_STATES,
  type ConnectionState,
  mayEnter,
} from "../../gateway/connections/life.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { GatewayError } from "../../gateway/errors.ts";
import { createEvents } from "../../gateway/webhooks/events.ts";
import { newSession, startConnections } from "../connections/test-connections.ts";
import { ANSWERS, startWaitingChecks, type Answer } from "../health/waiting-checks.ts";
import { RECEPTIONS, startWaitingDeliveries, type Reception } from "./waiting-deliveries.ts";

const {
  store,
  caller,
  clock,
  log,
  id: firstId,
  connections: first,
} = await startConnections({
  after,
});
const events = createEvents({ store, clock });
const connections = createConnections({ store, clock, log, events });
await first.delete(firstId);
const endpointId = "whep_1";
await store.webhookEndpoints.add({
  id: endpointId,
  organizationId: caller.organizationId,
  environment: caller.environment,
  url: "https://app.example/hooks",
  events: '["*"]',
  form: "standard",
  description: null,
  disabledReason: null,
  throttledUntil: 0,
  createdAt: 0,
  updatedAt: 0,
  declaredAs: null,
});
/** All attempts there are take about three days. */
const LONGEST_MS = 5 * 86_400_000;
let lastUser = 5_000;
let lastReceipt = 0;

const OWNERS = ["link", "import", "doubt", "check", "wait", "long wait"] as const;
type Act =
  | { readonly does: (typeof OWNERS)[number] }
  | { readonly enters: ConnectionState }
  | { readonly upstreamSays: Answer }
  | { readonly receiver: Reception };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(...OWNERS).map((does) => ({ does })),
  fc
    .constantFrom<ConnectionState>("paused", "active", "revoked", "disconnected", "expired")
    .map((enters) => ({ enters })),
  fc.constantFrom(...(Object.keys(ANSWERS) as Answer[])).map((upstreamSays) => ({ upstreamSays })),
  fc.constantFrom(...(Object.keys(RECEPTIONS) as Reception[])).map((receiver) => ({ receiver })),
);

test("random orders of answers, timeouts and acts: only defined states, one check at a time, no receipt and no event lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const checking = startWaitingChecks({ store, connections, clock, log });
      const delivering = startWaitingDeliveries({ store, events, clock, log });
      const upstreamUserId = String(++lastUser);
      const receipts: string[] = [];
      const link = () => connections.put(linkedBy(upstreamUserId, receipts));
      const { id } = await link();
      const results: Promise<unknown>[] = [];
      // A reconnect that changes the state is told twice: as such, and that it works again.
      let reconnected = 0;
      const put = async (putting: () => Promise<unknown>) => {
        await putting();
        const [last] = await store.connectionHistory.newest(id, 1);
        if (last?.fromState !== last?.toState) reconnected++;
      };
      const perform = async (each: Act): Promise<void> => {
        if ("enters" in each) await connections.setState(id, each.enters, "random");
        else if ("upstreamSays" in each) checking.asked.shift()?.answer(each.upstreamSays);
        else if ("receiver" in each) delivering.posts[0]?.answer(each.receiver);
        else if (each.does === "doubt") results.push(checking.checks.confirm(id));
        else if (each.does === "check") results.push(checking.checks.check(id));
        else if (each.does === "wait") clock.advance(2_000);
        else if (each.does === "long wait") clock.advance(2_400_000);
        else if (each.does === "link") await put(link);
        else await put(() => connections.put(importOf(upstreamUserId))).catch(unlessRevoked);
      };
      for (const each of acts) {
        clock.advance(1);
        await perform(each);
        await nextTurn();
      }

      const settled = new AbortController();
      const all = Promise.all(results).finally(() => settled.abort());
      while (!settled.signal.aborted) {
        checking.asked.shift()?.answer("timeout");
        await nextTurn();
      }
      await all;
      await checking.checks.close();
      assert.ok(checking.most() <= 1, "two checks of one connection");

      await deliverAll(delivering);
      await assertLife(id, reconnected);
      const kept = await store.linkRecords.receiptsOf(id);
      assert.deepEqual(kept.map((each) => each.id).toSorted(), receipts.toSorted());
      assertTaken(
        await eventsOf(id),
        delivering.taken.filter((each) => each.connectionId === id),
      );
    }),
    { numRuns: 40 },
  );
});

function linkedBy(upstreamUserId: string, receipts: string[]): NewSession {
  const receiptId = `rcpt_${++lastReceipt}`;
  receipts.push(receiptId);
  const receipt = ({ id }: { readonly id: string }) => `receipt of ${id}`;
  return newSession(caller, {
    upstreamUserId,
    linked: { clientReferenceId: undefined, receiptId, receipt },
  });
}

function importOf(upstreamUserId: string): NewSession {
  const imported = { clientReferenceId: undefined, basis: "contract", digest: "d" };
  return newSession(caller, { upstreamUserId, imported });
}

function unlessRevoked(error: unknown): void {
  if (!(error instanceof GatewayError) || error.code !== "CONFLICT") throw error;
}

async function eventsOf(id: string) {
  const all = await store.outbox.between(
    caller,
    { sinceMs: 0, untilMs: clock.now() + 1 },
    1_000_000,
  );
  return all.filter(({ connectionId }) => connectionId === id);
}

/** Every change follows from the one before and was told once, under the next number. */
async function assertLife(id: string, reconnected: number): Promise<void> {
  const state = (await store.connections.find(id))?.state;
  assert.ok(state !== undefined && CONNECTION_STATES.includes(state));
  const history = (await store.connectionHistory.newest(id, 1_000)).toReversed();
  for (const [index, { fromState, toState }] of history.entries()) {
    const before = history[index - 1]?.toState ?? null;
    assert.equal(fromState, before, "a gap in the history");
    // A new session, and the end of a pause, may lead back to what was.
    if (before !== null && before !== toState && before !== "paused" && toState !== "active")
      assert.ok(mayEnter(before, toState), `${before} → ${toState}`);
  }
  assert.equal(history.at(-1)?.toState, state);
  const told = await eventsOf(id);
  assert.equal(told.length, history.length + reconnected, "one event a change");
  assert.deepEqual(
    told.map(({ sequence }) => sequence),
    told.map((_, index) => index + 1),
  );
}

/** Takes whatever comes until nothing waits, however long that is put off. */
async function deliverAll(delivering: ReturnType<typeof startWaitingDeliveries>): Promise<void> {
  const untilMs = clock.now() + LONGEST_MS;
  for (;;) {
    assert.ok(clock.now() < untilMs, "an event is never delivered");
    delivering.posts[0]?.answer("taken");
    const counts = await store.deliveries.counts();
    const isWaiting = (["due", "queued", "parked"] as const).some((each) => counts.get(each) ?? 0);
    if (!isWaiting) break;
    if (delivering.posts.length === 0) clock.advance(600_000);
    await nextTurn();
  }
  await delivering.close();
}

/** Each event was taken under its own ID, and in order but for those that had failed for an hour. */
function assertTaken(
  told: Awaited<ReturnType<typeof eventsOf>>,
  taken: ReturnType<typeof startWaitingDeliveries>["taken"],
): void {
  assert.deepEqual(
    taken.map(({ sequence, eventId }) => `${sequence} ${eventId}`).toSorted(),
    told.map(({ sequence, id }) => `${sequence} ${id}`).toSorted(),
  );
  const inTime = taken.filter(({ attempt }) => attempt <= 4).map(({ sequence }) => sequence);
  assert.deepEqual(
    inTime,
    inTime.toSorted((a, b) => a - b),
  );
}
