import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { migrate, type VersionTables } from "../../gateway/store/migrate.ts";
import { mainMigrations } from "../../gateway/store/migrations.ts";
import { createDatabase } from "../../gateway/store/sqlite-dialect.ts";
import { startSqliteThread } from "../../gateway/store/sqlite-thread.ts";
import { tamper } from "../connections/test-connections.ts";
import { createKeptLog, openTestStore, temporaryFolder } from "./test-store.ts";

test("a store of the first version is brought up to date with what is in it", async (t) => {
  const dataDir = temporaryFolder(t);
  const thread = await startSqliteThread(dataDir, createKeptLog());
  const db = createDatabase<VersionTables>(thread, "main");
  await migrate(db, mainMigrations.slice(0, 1), systemClock);
  await thread.close();
  for (const sql of [
    "insert into organizations values ('org_1', 'old', 1, 1)",
    "insert into apps values ('app_1', 'org_1', 'live', 'default', 1, 1)",
    "insert into connections values ('conn_1', 'org_1', 'live', '7', 'creator', 'active', null, null, null, 1, 1, 1)",
    `insert into grants values ('conn_1', 'app_1', '["posts:read"]', 1)`,
  ])
    tamper(dataDir, sql);

  const store = await openTestStore(t, dataDir);
  const row = await store.connections.find("conn_1");
  assert.deepEqual(
    [row?.username, row?.imported, row?.clientReferenceId, row?.expiredAt],
    ["creator", 0, null, null],
  );
  const [grant] = await store.grants.listOf("conn_1");
  assert.deepEqual([grant?.permissions, grant?.consent], ['["posts:read"]', null]);
  assert.deepEqual(await store.audit.newest(1), []);
});

test("apps that took passwords, or did not, name the same ways after an upgrade", async (t) => {
  const dataDir = temporaryFolder(t);
  const thread = await startSqliteThread(dataDir, createKeptLog());
  const db = createDatabase<VersionTables>(thread, "main");
  const upTo = mainMigrations.findIndex(({ name }) => name === "login drivers");
  await migrate(db, mainMigrations.slice(0, upTo), systemClock);
  await thread.close();
  const settings = [{ passwordLogin: true, origins: [] }, { passwordLogin: false }, {}];
  tamper(dataDir, "insert into organizations values ('org_1', 'old', 1, 1)");
  for (const [index, each] of settings.entries()) {
    const id = `app_${index}`;
    tamper(dataDir, `insert into apps values ('${id}', 'org_1', 'live', '${id}', 0, 1)`);
    tamper(dataDir, `insert into link_apps values ('${id}', '${JSON.stringify(each)}')`);
  }

  const store = await openTestStore(t, dataDir);
  const drivers = ["companion", "browser", "import"];
  const kept = await Promise.all(
    settings.map((_, index) => store.linkRecords.appSettings(`app_${index}`)),
  );
  assert.deepEqual(
    kept.map((text) => JSON.parse(text ?? "") as object),
    [{ origins: [], drivers: [...drivers, "password"] }, { drivers }, {}],
  );
});
