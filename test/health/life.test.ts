import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { after, test } from "node:test";
import fc from "fast-check";
import { createChecks } from "../../gateway/health/checks.ts";
import { startMonitor } from "../../gateway/health/monitor.ts";
import { createRecent } from "../../gateway/health/recent.ts";
import { createWarnings } from "../../gateway/health/warnings.ts";
import {
  CONNECTION_STATES,
  type ConnectionState,
  mayEnter,
} from "../../gateway/connections/life.ts";
import { GatewayError } from "../../gateway/errors.ts";
import { createEvents } from "../../gateway/webhooks/events.ts";
import { newSession, startConnections } from "../connections/test-connections.ts";

const { connections, store, caller, clock, log, id: firstId } = await startConnections({ after });
const events = createEvents({ store, clock });
await connections.delete(firstId);
let lastUser = 2_000;

const answers = {
  works: undefined,
  expired: new GatewayError("SESSION_EXPIRED", "No.", {
    reason: "expired",
    upstream: { status: 401, message: "Access denied." },
  }),
  challenged: new GatewayError("SESSION_EXPIRED", "Code?", {
    reason: "challenged",
    upstream: { status: 400, code: 101 },
  }),
  other: new GatewayError("BAD_REQUEST", "Another's.", { reason: "other_account" }),
  timeout: new GatewayError("UPSTREAM_TIMEOUT", "Late."),
  egress: new GatewayError("PROXY_ERROR", "Dead."),
  blocked: new GatewayError("UPSTREAM_BLOCKED", "Blocked."),
  broken: new Error("unforeseen"),
} as const;
type Answer = keyof typeof answers;

/** Checks whose upstream answers when it is told to. */
function startChecks(parallel = 2) {
  const asked: { readonly id: string; readonly answer: (with_: Answer) => void }[] = [];
  const inFlight = new Map<string, number>();
  let most = 0;
  let mostInAll = 0;
  const checks = createChecks({
    store,
    connections,
    probe: async ({ id }) => {
      inFlight.set(id, (inFlight.get(id) ?? 0) + 1);
      most = Math.max(most, inFlight.get(id) ?? 0);
      mostInAll = Math.max(
        mostInAll,
        [...inFlight.values()].reduce((a, b) => a + b, 0),
      );
      const answer = await new Promise<Answer>((resolve) => asked.push({ id, answer: resolve }));
      inFlight.set(id, (inFlight.get(id) ?? 1) - 1);
      const error = answers[answer];
      if (error !== undefined) throw error;
    },
    clock,
    log,
    settings: { parallel, pauseMs: 1_000, maxPauseMs: 8_000, idleMs: 60_000 },
  });
  const answerNext = async (answer: Answer) => {
    while (asked.length === 0) await nextTurn();
    asked.shift()?.answer(answer);
  };
  return { checks, asked, answerNext, most: () => most, mostInAll: () => mostInAll };
}

const put = (upstreamUserId = String(++lastUser)) =>
  connections.put(newSession(caller, { upstreamUserId }));
const stateOf = async (id: string) => (await store.connections.find(id))?.state;

async function ownEvents(id: string): Promise<readonly string[]> {
  const all = await store.outbox.between(caller, 0, clock.now() + 1, 100_000);
  const own = all.filter(({ connectionId }) => connectionId === id);
  assert.deepEqual(
    own.map(({ sequence }) => sequence),
    own.map((_, index) => index + 1),
    "no event is lost",
  );
  return own.map(({ type }) => type);
}

test("random answers, timeouts and acts, in any order: defined states, one check at a time, every change told once", async () => {
  const act = fc.oneof(
    fc
      .constantFrom("doubt", "check", "relink", "wait")
      .map((kind) => ({ kind, answer: undefined })),
    fc
      .constantFrom<ConnectionState>("paused", "active", "revoked", "disconnected")
      .map((kind) => ({ kind, answer: undefined })),
    fc
      .constantFrom(...(Object.keys(answers) as Answer[]))
      .map((answer) => ({ kind: "answer", answer })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const { checks, asked, most } = startChecks();
      const upstreamUserId = String(++lastUser);
      const { id } = await put(upstreamUserId);
      const results: Promise<unknown>[] = [];
      // A reconnect that changes the state is told twice: as such, and that it works again.
      let reconnected = 0;
      for (const { kind, answer } of acts) {
        clock.advance(kind === "wait" ? 2_000 : 1);
        if (kind === "doubt") results.push(checks.confirm(id));
        else if (kind === "check") results.push(checks.check(id));
        else if (kind === "relink") {
          await put(upstreamUserId);
          const [last] = await store.connectionHistory.newest(id, 1);
          if (last?.fromState !== "active") reconnected++;
        } else if (kind === "answer") asked.shift()?.answer(answer);
        else if (kind !== "wait") await connections.setState(id, kind as ConnectionState, "random");
        await nextTurn();
      }
      const settled = new AbortController();
      const all = Promise.all(results).finally(() => {
        settled.abort();
      });
      while (!settled.signal.aborted) {
        asked.shift()?.answer("timeout");
        await nextTurn();
      }
      await all;
      await checks.close();
      assert.ok(most() <= 1, "never two checks of one connection");
      const state = await stateOf(id);
      assert.ok(state !== undefined && CONNECTION_STATES.includes(state));
      const history = (await store.connectionHistory.newest(id, 1_000)).toReversed();
      for (const [index, { fromState, toState }] of history.entries()) {
        const before = history[index - 1]?.toState ?? null;
        assert.equal(fromState, before, "no gap in the history");
        // A new session, and the end of a pause, may lead back to what was.
        if (before !== null && before !== toState && before !== "paused" && toState !== "active")
          assert.ok(mayEnter(before, toState), `${before} → ${toState}`);
      }
      assert.equal(history.at(-1)?.toState, state);
      const told = await ownEvents(id);
      assert.equal(told.length, history.length + reconnected, "one event a change");
    }),
    { numRuns: 40 },
  );
});

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
