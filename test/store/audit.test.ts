import assert from "node:assert/strict";
import { test } from "node:test";
import { createAudit } from "../../gateway/audit/audit.ts";
import { createPerform } from "../../gateway/admin/acts.ts";
import { tamper } from "../connections/test-connections.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { createKeptLog, openTestStore, temporaryFolder } from "./test-store.ts";

async function startAudit(t: Cleanup) {
  const dataDir = temporaryFolder(t);
  const store = await openTestStore(t, dataDir);
  const log = createKeptLog();
  const audit = createAudit({ store, clock: createFakeClock(), log });
  for (const target of ["a", "b", "c", "d"])
    await audit.record({
      actor: "admin",
      action: "test",
      target,
      requestId: "req_1",
      outcome: "ok",
    });
  return { dataDir, store, log, audit };
}

test("acts are kept in order, paged from the newest, and are lines in the log", async (t) => {
  const { audit, log } = await startAudit(t);
  const targets = async (limit: number, before?: number) =>
    (await audit.newest(limit, before)).map(({ id, target }) => `${id}${target}`);
  assert.deepEqual(await targets(2), ["4d", "3c"]);
  assert.deepEqual(await targets(9, 3), ["2b", "1a"]);
  assert.equal(log.lines.filter(({ message }) => message === "act").length, 4);
  const { entries, firstBrokenId, head } = await audit.check();
  assert.deepEqual([entries, firstBrokenId], [4, undefined]);
  assert.equal(head, (await audit.newest(1))[0]?.hash);
});

test("acts at the same time follow each other in the record", async (t) => {
  const { audit } = await startAudit(t);
  const act = { actor: "admin", action: "test", requestId: "req_2", outcome: "ok" };
  await Promise.all(Array.from({ length: 20 }, () => audit.record(act)));
  const { entries, firstBrokenId } = await audit.check();
  assert.deepEqual([entries, firstBrokenId], [24, undefined]);
});

test("J15: what cannot be put on record is not said to be done", async (t) => {
  const { audit, store } = await startAudit(t);
  const perform = createPerform(audit);
  const request = { id: "req_3", ip: "127.0.0.1" };
  assert.equal(await perform(request, { action: "test" }, () => "done"), "done");
  await store.close();
  const refused = { code: "NOT_READY" };
  await assert.rejects(
    perform(request, { action: "test" }, () => "done"),
    refused,
  );
});

test("the database refuses to change or remove what is on record", async (t) => {
  const { dataDir } = await startAudit(t);
  const columns = "at, 'x', action, target, request_id, outcome, detail, hash";
  for (const sql of [
    "update audit set actor = 'x' where id = 2",
    "delete from audit",
    `insert or replace into audit select id, ${columns} from audit where id = 2`,
    `insert into audit select 9, ${columns} from audit where id = 2`,
  ])
    assert.throws(() => tamper(dataDir, sql), /never changed/);
});

const changes: Readonly<Record<string, string>> = {
  "an entry that was changed": "update audit set target = 'x' where id = 2",
  "an entry that was removed": "delete from audit where id = 2",
  "two entries that were exchanged":
    "update audit set target = case id when 2 then 'c' else 'b' end where id in (2, 3)",
  "an entry that was put in":
    "insert into audit select 5, at, 'x', action, target, request_id, outcome, detail, hash from audit where id = 4",
};
const firstBroken = [2, 3, 2, 5];

Object.entries(changes).forEach(([what, sql], index) => {
  test(`J13: ${what} shows, although the protection was taken off`, async (t) => {
    const { dataDir, audit } = await startAudit(t);
    tamper(dataDir, "drop trigger audit_no_update");
    tamper(dataDir, "drop trigger audit_no_delete");
    tamper(dataDir, sql);
    assert.equal((await audit.check()).firstBrokenId, firstBroken[index]);
  });
});
