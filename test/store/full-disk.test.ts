import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { createDatabase } from "../../gateway/store/sqlite-dialect.ts";
import { startSqliteThread } from "../../gateway/store/sqlite-thread.ts";
import { silentLog } from "../support/silent-log.ts";
import { temporaryFolder } from "./test-store.ts";

test("a transaction that a full disk ends is told as that, and what was saved before stays", async (t) => {
  const thread = await startSqliteThread(temporaryFolder(t), silentLog);
  t.after(() => thread.close());
  const database = createDatabase<{ kept: { bytes: string } }>(thread, "main");
  await sql`create table kept (bytes text)`.execute(database);
  await database.insertInto("kept").values({ bytes: "before" }).execute();
  // As large as this, the database is full for SQLite.
  await thread.execute("main", "pragma max_page_count = 8", []);
  const bytes = "x".repeat(1_000_000);
  await assert.rejects(
    database.transaction().execute((inner) => inner.insertInto("kept").values({ bytes }).execute()),
    { code: "NOT_READY", message: /its disk is full\. Free some space/ },
  );
  assert.match(
    thread.notices().join(),
    /its disk is full/,
    "the operator hears of it until it is over",
  );
  assert.deepEqual(await database.selectFrom("kept").selectAll().execute(), [{ bytes: "before" }]);
  await thread.execute("main", "pragma max_page_count = 1000", []);
  await database.insertInto("kept").values({ bytes: "after" }).execute();
  assert.deepEqual(thread.notices(), []);
});
