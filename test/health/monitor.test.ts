import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startMonitor } from "../../gateway/health/monitor.ts";
import { createRecent } from "../../gateway/health/recent.ts";
import type { NextLook } from "../../gateway/store/connection-health.ts";
import { newSession, startConnections } from "../connections/test-connections.ts";

const { connections, store, caller, clock, log, id: firstId } = await startConnections({ after });
const IDLE_MS = 600_000;

test("what is looked at later is written in one statement a round, each with a time of its own", async () => {
  await connections.delete(firstId);
  const ids: string[] = [];
  for (let user = 3_000; user < 3_030; user++)
    ids.push((await connections.put(newSession(caller, { upstreamUserId: String(user) }))).id);
  const [seenId = "", dueId = "", ...fresh] = ids;
  for (const id of [seenId, dueId])
    await store.connectionHealth.note(id, { checkedAt: 1, checkDueAt: clock.now() });
  const seen = createRecent<number>(10);
  const written: (readonly NextLook[])[] = [];
  const checked: string[] = [];
  const over = Promise.withResolvers<number>();
  const monitor = startMonitor({
    store: {
      connectionHealth: {
        ...store.connectionHealth,
        note: (id) => Promise.resolve(void written.push([{ id, checkDueAt: 0 }])),
        noteAll: async (looks) => {
          written.push(looks);
          await store.connectionHealth.noteAll(looks);
        },
      },
    },
    checks: {
      look: async (id) => {
        checked.push(id);
        return Promise.resolve({ outcome: "works" });
      },
    },
    warn: () => {
      over.resolve(0);
      return over.promise;
    },
    seen,
    environments: new Set(["sandbox"]),
    idleMs: IDLE_MS,
    clock,
    log,
  });
  seen.set(seenId, clock.now());
  clock.advance(75_000);
  await over.promise;
  await monitor.close();

  assert.deepEqual(checked, [dueId]);
  assert.deepEqual(
    written.map((looks) => looks.length),
    [1 + fresh.length],
  );
  const rows = new Map(
    (await store.connections.list({ limit: 100, offset: 0 })).map((row) => [row.id, row]),
  );
  const dueTimes = fresh.map((id) => rows.get(id)?.checkDueAt ?? 0);
  assert.ok(dueTimes.every((due) => due >= clock.now() && due <= clock.now() + IDLE_MS));
  assert.ok(new Set(dueTimes).size > fresh.length / 2, "spread out");
  assert.deepEqual(new Set(fresh.map((id) => rows.get(id)?.checkedAt)), new Set([null]));
  assert.equal(rows.get(seenId)?.checkedAt, seen.get(seenId));
  assert.ok((rows.get(seenId)?.checkDueAt ?? 0) > clock.now());
  assert.equal(rows.get(dueId)?.checkedAt, 1);
});
