import assert from "node:assert/strict";
import { copyFileSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { openTestStore } from "../store/test-store.ts";
import { createCanaries, findLeaks } from "../support/canaries.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { fresh, newSession, startConnections, tamper } from "./test-connections.ts";

test("G01: a stored session field is version, key ID, IV, ciphertext and tag, and no column is in clear", async (t) => {
  const { dataDir, id } = await startConnections(t);
  const row = tamper(dataDir, "select * from sessions where connection_id = ?", id);
  const cookies = Buffer.from(row?.["cookies"] as Uint8Array);
  assert.equal(cookies[0], 1);
  assert.match(cookies.toString("latin1", 2, 2 + (cookies[1] ?? 0)), /^dk_[0-9A-Za-z]{24}$/);
  assert.ok(!cookies.includes("first"));
  assert.deepEqual(Object.keys(row ?? {}).sort(), [
    "connection_id",
    "cookies",
    "row_version",
    "updated_at",
    "user_agent",
    "x_bc",
    "x_hash",
  ]);
});

test("G02: sealed fields swapped between columns or connections do not open, and raise an alarm", async (t) => {
  const { dataDir, log, store, connections, caller, id } = await startConnections(t);
  const other = await connections.put(newSession(caller, { upstreamUserId: "8" }));
  const swaps = [
    "update sessions set x_bc = cookies where connection_id = ?",
    `update sessions set cookies = (select cookies from sessions where connection_id = '${other.id}'),
       user_agent = (select user_agent from sessions where connection_id = '${other.id}'),
       x_bc = (select x_bc from sessions where connection_id = '${other.id}') where connection_id = ?`,
  ];
  for (const swap of swaps) {
    tamper(dataDir, swap, id);
    const service = createConnections({ store, log, clock: createFakeClock() });
    await assert.rejects(async () => service.session(id), { code: "INTERNAL_ERROR" });
  }
  assert.equal(log.lines.filter(({ level }) => level === "error").length, swaps.length);
  assert.ok(!JSON.stringify(log.lines).includes("sess="));
  await fresh(store).session(other.id);
});

test("G05: an older row of the same connection put back is refused", async (t) => {
  const { dataDir, store, connections, id } = await startConnections(t);
  tamper(dataDir, "create table kept as select * from sessions");
  await connections.session(id);
  await connections.absorb(id, ["sess=newer"]);
  tamper(dataDir, "delete from sessions where connection_id = ?", id);
  tamper(dataDir, "insert into sessions select * from kept");
  await assert.rejects(async () => fresh(store).session(id), { code: "INTERNAL_ERROR" });
  // Nor does it help to claim the newer version for it.
  tamper(dataDir, "update sessions set row_version = 2");
  await assert.rejects(async () => fresh(store).session(id), { code: "INTERNAL_ERROR" });
});

test("G10: what was linked is nowhere in the data folder in clear, while it runs and after", async (t) => {
  const { dataDir, store, connections, caller } = await startConnections(t);
  const canaries = createCanaries(["cookie", "agent", "x-bc", "set-cookie"]).map((canary) => ({
    ...canary,
    value: canary.value.replace('"', ""),
  }));
  const [cookie, agent, xBc, setCookie] = canaries.map(({ value }) => value);
  const session = { upstreamUserId: "9", cookie: `sess=${cookie ?? ""}` };
  const { id } = await connections.put(
    newSession(caller, { ...session, userAgent: agent ?? "", xBc: xBc ?? "" }),
  );
  await connections.session(id);
  await connections.absorb(id, [`st=${setCookie ?? ""}`]);
  const { cookies } = await fresh(store).session(id);
  assert.deepEqual([cookies.get("sess"), cookies.get("st")], [cookie, setCookie]);

  const running = contents(dataDir);
  assert.ok("countersign.db-wal" in running);
  assert.deepEqual(findLeaks(running, canaries), []);
  await store.close();
  assert.deepEqual(findLeaks(contents(dataDir), canaries), []);
  // The search finds what is there.
  const planted = { planted: Buffer.from(JSON.stringify({ cookie })) };
  assert.ok(findLeaks(planted, canaries).length > 0);
});

test("G11: of a deleted connection nothing opens again, not even from a copy of the database", async (t) => {
  const { dataDir, store, caller, id } = await startConnections(t);
  const wrapped = Buffer.from((await store.dataKeys.findOf(id))?.wrapped ?? []);
  assert.ok(wrapped.length > 60);
  await store.close();
  const backup = join(dataDir, "backup.db");
  copyFileSync(join(dataDir, "countersign.db"), backup);
  assert.ok(contents(dataDir)["keys.db"]?.includes(wrapped));

  const again = await openTestStore(t, dataDir);
  await fresh(again).delete(id);
  assert.equal(await again.connections.find(id), undefined);
  assert.equal(await again.sessions.find(id), undefined);
  assert.deepEqual(await again.grants.listOf(id), []);
  await again.close();
  for (const [file, bytes] of Object.entries(contents(dataDir))) {
    assert.ok(!bytes.includes(wrapped), file);
  }

  copyFileSync(backup, join(dataDir, "countersign.db"));
  const restored = fresh(await openTestStore(t, dataDir));
  assert.ok((await restored.resolve(caller, id)).grant);
  await assert.rejects(async () => restored.session(id), {
    code: "SESSION_EXPIRED",
    message: /gone/,
  });
});

test("a deleted connection is gone at once, also for those who have its session in memory", async (t) => {
  const { connections, clock, store, caller, id } = await startConnections(t);
  await connections.resolve(caller, id);
  await connections.session(id);
  assert.equal(connections.absorb(id, ["lang=de"]), undefined);
  await connections.delete(id);
  const gone = { code: "SESSION_NOT_PROVIDED" };
  await assert.rejects(async () => connections.resolve(caller, id), gone);
  await assert.rejects(async () => connections.session(id), gone);
  await connections.absorb(id, ["sess=late"]);
  clock.advance(5000);
  await connections.close();
  assert.equal(await store.sessions.find(id), undefined);
  await connections.delete(id);
});

function contents(folder: string): Record<string, Buffer> {
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]),
  );
}
