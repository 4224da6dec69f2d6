import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { after, test } from "node:test";
import { startMonitor } from "../../gateway/health/monitor.ts";
import { createRecent } from "../../gateway/health/recent.ts";
import { createWarnings } from "../../gateway/health/warnings.ts";
import { createEvents } from "../../gateway/webhooks/events.ts";
import { newSession, startConnections } from "../connections/test-connections.ts";
import { startWaitingChecks, type Answer } from "./waiting-checks.ts";

const { connections, store, caller, clock, log, id: firstId } = await startConnections({ after });
const events = createEvents({ store, clock });
await connections.delete(firstId);
let lastUser = 2_000;

const startChecks = (parallel?: number) =>
  startWaitingChecks({ store, connections, clock, log }, parallel);
const put = (upstreamUserId = String(++lastUser)) =>
  connections.put(newSession(caller, { upstreamUserId }));
const stateOf = async (id: string) => (await store.connections.find(id))?.state;

async function ownEvents(id: string): Promise<readonly string[]> {
  const all = await store.outbox.between(caller, { sinceMs: 0, untilMs: clock.now() + 1 }, 100_000);
  const own = all.filter(({ connectionId }) => connectionId === id);
  assert.deepEqual(
    own.map(({ sequence }) => sequence),
    own.map((_, index) => index + 1),
    "no event is lost",
  );
  return own.map(({ type }) => type);
}

test("many doubts are one check; only its verdict ends a connection, and a later one repairs it", async () => {
  const { checks, answerNext, asked } = startChecks();
  const { id } = await put();
  const doubts = Array.from({ length: 20 }, () => checks.confirm(id));
  await answerNext("works");
  assert.deepEqual(
    (await Promise.all(doubts)).map((result) => result?.outcome),
    Array.from({ length: 20 }, () => "works"),
  );
  assert.equal(asked.length, 0);
  assert.equal(await stateOf(id), "active", "one odd answer ends nothing");
  assert.equal(await checks.confirm(id), undefined, "it rests");

  clock.advance(1_000);
  const doubt = checks.confirm(id);
  await answerNext("expired");
  assert.equal((await doubt)?.outcome, "expired");
  assert.equal(await stateOf(id), "expired");

  const asking = [checks.check(id), checks.check(id)];
  await answerNext("works");
  await Promise.all(asking);
  assert.equal(await stateOf(id), "active");
  assert.deepEqual(await ownEvents(id), [
    "connection.created",
    "connection.expired",
    "connection.repaired",
  ]);
});

test("faults of egress and upstream count nothing against the session, and pauses grow to their limit", async () => {
  const { checks, answerNext } = startChecks();
  const { id } = await put();
  const faults: Answer[] = ["timeout", "egress", "blocked", "broken", "timeout"];
  for (const [index, fault] of faults.entries()) {
    const doubt = checks.confirm(id);
    await answerNext(fault);
    assert.equal((await doubt)?.outcome, "unknown");
    const pauseMs = Math.min(1_000 * 2 ** index, 8_000);
    clock.advance(pauseMs - 1);
    assert.equal(await checks.confirm(id), undefined, `still resting after fault ${index + 1}`);
    clock.advance(1);
  }
  assert.equal(await stateOf(id), "active");
});

test("while the upstream limits an address only a check asked for by hand leaves from it; the others come after", async () => {
  let waitMs = 40_000;
  const { checks, answerNext, asked } = startWaitingChecks(
    { store, connections, clock, log },
    1,
    () => waitMs,
  );
  const { id } = await put();
  for (const result of [await checks.look(id), await checks.confirm(id)]) {
    assert.equal(result?.outcome, "unknown");
    assert.equal(result.error?.details.retryAfterSeconds, 40);
  }
  assert.equal(asked.length, 0);
  const due = ((await store.connections.find(id))?.checkDueAt ?? 0) - clock.now();
  assert.ok(due >= waitMs && due <= waitMs + 60_000, "looked at once it is over");
  const byHand = checks.check(id);
  await answerNext("works");
  assert.equal((await byHand).outcome, "works");
  waitMs = 0;
  const look = checks.look(id);
  await answerNext("works");
  assert.equal((await look).outcome, "works");
});

test("a verdict on a session that was replaced meanwhile, or paused, changes nothing", async () => {
  const { checks, answerNext } = startChecks();
  const user = String(++lastUser);
  const { id } = await put(user);
  for (const act of [() => put(user), () => connections.setState(id, "paused", "owner", "owner")]) {
    const checking = checks.check(id);
    while ((await store.connections.find(id)) === undefined) await nextTurn();
    await nextTurn();
    const before = await act();
    await answerNext("expired");
    await checking;
    assert.equal(await stateOf(id), before === undefined ? "paused" : "active");
  }
  assert.equal((await checks.check(id)).outcome, "unchecked", "what is paused is left alone");
});

test("the monitor checks what was not seen working, a few at a time, and warns once a session", async () => {
  const rows = [await put(), await put(), await put(), await put()];
  const [seenId = "", ...others] = rows.map(({ id }) => id);
  const { checks, answerNext, asked, mostInAll } = startChecks(2);
  const seen = createRecent<number>(10);
  const settings = { sessionDays: 30, warnDays: 7, challenges: 3 };
  const warn = createWarnings({ store, events, clock, settings });
  for (const { id } of rows) await store.connectionHealth.note(id, { checkDueAt: clock.now() });
  const monitor = startMonitor({
    store: {
      connectionHealth: {
        ...store.connectionHealth,
        due: async (...of) =>
          (await store.connectionHealth.due(...of)).filter(({ id }) =>
            rows.some((row) => row.id === id),
          ),
      },
    },
    checks,
    warn,
    seen,
    environments: new Set(["sandbox"]),
    idleMs: 600_000,
    clock,
    log,
  });
  clock.advance(50_000);
  seen.set(seenId, clock.now());
  clock.advance(25_000);
  while (asked.length < 2) await nextTurn();
  for (let left = others.length; left > 0; left--) await answerNext("works");
  const closed = monitor.close();
  await Promise.all([closed, checks.close()]);
  assert.equal(asked.length, 0);
  assert.equal(mostInAll(), 2);
  for (const { id } of rows) {
    const row = await store.connections.find(id);
    assert.ok((row?.checkedAt ?? 0) > 0 && (row?.checkDueAt ?? 0) > clock.now());
  }
  assert.equal(await warn(), 0, "the sessions are young");
  await store.connectionHealth.note(seenId, { sessionEndsAt: clock.now() + 86_400_000 });
  assert.equal(await warn(), 1);
  assert.equal(await warn(), 0, "once a session");
  assert.equal((await store.connections.find(seenId))?.warning, "cookie_expiry");
  const [second = ""] = others;
  for (let times = 0; times < 3; times++) {
    clock.advance(1_000);
    await connections.setState(second, "challenged", "code");
    await connections.setState(second, "active", "repaired");
  }
  assert.equal(await warn(), 1);
  assert.equal((await store.connections.find(second))?.warning, "challenges");
  assert.equal((await ownEvents(second)).at(-1), "connection.will_expire");
  const [, , known = ""] = others;
  await store.connectionHealth.note(known, { sessionEndsAt: clock.now() + 300 * 86_400_000 });
  clock.advance(24 * 86_400_000);
  assert.ok((await warn()) >= 2);
  assert.equal((await store.connections.find(others[1] ?? ""))?.warning, "session_age");
  assert.equal((await store.connections.find(known))?.warning, null, "its cookie says longer");
});
