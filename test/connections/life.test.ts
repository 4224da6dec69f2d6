import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { type ConnectionState, eventFor, isEnd, mayEnter } from "../../gateway/connections/life.ts";
import { startConnections, newSession } from "./test-connections.ts";

const states: readonly ConnectionState[] = [
  "active",
  "awaiting_2fa",
  "expired",
  "challenged",
  "paused",
  "revoked",
  "disconnected",
];

const { connections, store, caller, clock } = await startConnections({ after });
let lastUser = 1_000;

test("random orders of answers and acts reach only defined states, and each change is kept with one event, in order", async () => {
  const act = fc.constantFrom<ConnectionState | "invalidate" | "link">(
    ...states,
    "invalidate",
    "link",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      const upstreamUserId = String(++lastUser);
      const session = newSession(caller, { upstreamUserId });
      const { id } = await connections.put(session);
      let expected: ConnectionState = "active";
      let beforePause: ConnectionState = "active";
      const told: string[] = ["connection.created"];
      for (const each of acts) {
        const from: ConnectionState = expected;
        if (each === "link") {
          await connections.put(session);
          expected = "active";
          told.push(eventFor(from, "active"), ...(from === "active" ? [] : ["connection.updated"]));
        } else if (each === "invalidate") {
          await connections.invalidate(id);
          if (isEnd(from)) continue;
          expected = "expired";
          told.push("connection.expired");
        } else {
          await connections.setState(id, each, "random");
          if (!mayEnter(from, each)) continue;
          if (each === "paused") beforePause = from;
          expected = from === "paused" && each === "active" ? beforePause : each;
          told.push(eventFor(from, expected));
        }
      }
      const row = await store.connections.find(id);
      assert.equal(row?.state, expected);
      assert.ok(states.includes(expected));
      const events = await store.outbox.between(
        caller,
        { sinceMs: 0, untilMs: clock.now() + 1 },
        100_000,
      );
      const own = events.filter(({ connectionId }) => connectionId === id);
      assert.deepEqual(
        own.map(({ type }) => type),
        told,
      );
      assert.deepEqual(
        own.map(({ sequence }) => sequence),
        told.map((_, index) => index + 1),
      );
      const history = (await store.connectionHistory.newest(id, 100)).toReversed();
      for (const [index, change] of history.entries())
        assert.equal(
          change.fromState,
          history[index - 1]?.toState ?? null,
          "no gap in the history",
        );
      assert.equal(history.at(-1)?.toState, expected);
    }),
    { numRuns: 25 },
  );
});

test("what an operator paused is touched by no late answer, and resumed it is what it was", async () => {
  const { id } = await connections.put(newSession(caller, { upstreamUserId: "500" }));
  await connections.setState(id, "expired", "Access denied.");
  await connections.setState(id, "paused", "operator");
  await connections.setState(id, "challenged", "late");
  assert.equal((await store.connections.find(id))?.state, "paused");
  await connections.setState(id, "active", "resumed");
  assert.equal((await store.connections.find(id))?.state, "expired");
  const [last] = await store.connectionHistory.newest(id, 1);
  assert.deepEqual(
    [last?.fromState, last?.toState, last?.changedBy],
    ["paused", "expired", "operator"],
  );
});

test("a report repeated is no change: nothing is kept or told twice", async () => {
  const { id } = await connections.put(newSession(caller, { upstreamUserId: "501" }));
  await Promise.all([1, 2, 3].map(() => connections.setState(id, "expired", "Access denied.")));
  const history = await store.connectionHistory.newest(id, 10);
  assert.deepEqual(
    history.map(({ toState }) => toState),
    ["expired", "active"],
  );
});
