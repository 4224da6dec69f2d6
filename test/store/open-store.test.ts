import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { createKeyEnvironmentProvider } from "../../gateway/secrets/key-environment.ts";
import { openStore } from "../../gateway/store/open-store.ts";
import { createKeptLog, openTestStore, temporaryFolder } from "./test-store.ts";

test("the first start makes folder, key, default organization and default apps, and says where the key is", async (t) => {
  const dataDir = join(temporaryFolder(t), "deep", "data");
  const store = await openTestStore(t, dataDir);
  assert.match(store.createdKeyAt ?? "", /master\.key$/);
  const organization = await store.organizations.findDefault();
  assert.match(organization?.id ?? "", /^org_/);
  for (const environment of ["sandbox", "live"] as const) {
    const app = await store.apps.findDefault(organization?.id ?? "", environment);
    assert.equal(app?.name, "default");
  }
  assert.equal(statSync(dataDir).mode & 0o777, 0o700);
  for (const file of ["countersign.db", "countersign.db-wal", "keys.db"]) {
    assert.equal(statSync(join(dataDir, file)).mode & 0o077, 0, file);
  }
});

test("a second start finds what the first made, and makes no key", async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await openTestStore(t, dataDir);
  const organization = await first.organizations.findDefault();
  await first.close();
  const second = await openTestStore(t, dataDir);
  assert.equal(second.createdKeyAt, undefined);
  assert.deepEqual(await second.organizations.findDefault(), organization);
});

test("commits are synchronous in full, foreign keys hold, and the key file is deleted securely", async (t) => {
  const dataDir = temporaryFolder(t);
  const store = await openTestStore(t, dataDir);
  await assert.rejects(
    store.apps.add({
      id: "app_1",
      organizationId: "org_none",
      environment: "live",
      name: "lost",
      isDefault: 0,
      createdAt: 0,
    }),
    { code: "INTERNAL_ERROR" },
  );
  const main = new DatabaseSync(join(dataDir, "countersign.db"), { readOnly: true });
  assert.equal(main.prepare("pragma journal_mode").get()?.["journal_mode"], "wal");
  main.close();
  assert.ok(!existsSync(join(dataDir, "keys.db-wal")));
});

test("G09: a wrong key refuses to start, and names both places but no key", async (t) => {
  const dataDir = temporaryFolder(t);
  await (await openTestStore(t, dataDir)).close();
  const key = randomBytes(32).toString("base64");
  writeFileSync(join(dataDir, "master.key"), key);
  await assert.rejects(openTestStore(t, dataDir), (error: Error & { details: object }) => {
    assert.match(error.message, /master\.key.*is not the one.*Put the backup/);
    assert.ok(!error.message.includes(key));
    assert.deepEqual(error.details, { reason: "key_wrong" });
    return true;
  });
});

test("G09: a store that is not empty refuses to start without its key, and makes no new one", async (t) => {
  const dataDir = temporaryFolder(t);
  await (await openTestStore(t, dataDir)).close();
  rmSync(join(dataDir, "master.key"));
  await assert.rejects(openTestStore(t, dataDir), { code: "NOT_READY", message: /no key/ });
  assert.ok(!existsSync(join(dataDir, "master.key")));
});

test("a key from the environment opens a store, with a warning, and without it nothing is made", async (t) => {
  const dataDir = temporaryFolder(t);
  const log = createKeptLog();
  const open = (value: string | undefined) => {
    const keyProvider = createKeyEnvironmentProvider("MASTER_KEY", value);
    return openStore({ dataDir, keyProvider, clock: systemClock, log });
  };
  await assert.rejects(open(undefined), { message: /MASTER_KEY.*openssl rand/ });
  const key = randomBytes(32).toString("hex");
  const store = await open(key);
  assert.equal(store.createdKeyAt, undefined);
  assert.match(log.lines[0]?.message ?? "", /MASTER_KEY/);
  await store.close();
  await (await open(key)).close();
});

test("a database newer than the program refuses to start, and is left as it is", async (t) => {
  const dataDir = temporaryFolder(t);
  await (await openTestStore(t, dataDir)).close();
  const database = new DatabaseSync(join(dataDir, "countersign.db"));
  database.exec("insert into schema_versions values (1000, 'of the future', 0)");
  database.close();
  await assert.rejects(openTestStore(t, dataDir), { message: /newer version.*schema 1000/ });
});

test("a damaged database refuses to start and names the remedy", async (t) => {
  const dataDir = temporaryFolder(t);
  await (await openTestStore(t, dataDir)).close();
  const path = join(dataDir, "countersign.db");
  truncateSync(path, 0);
  writeFileSync(path, randomBytes(8192));
  await assert.rejects(openTestStore(t, dataDir), {
    code: "NOT_READY",
    message: /[Rr]estore .*from a backup/,
  });
});

test("a closed store answers with a clear error, and says so to readiness", async (t) => {
  const store = await openTestStore(t);
  assert.equal(store.problem(), undefined);
  await store.close();
  assert.match(store.problem() ?? "", /closed/);
  await assert.rejects(store.organizations.findDefault(), { code: "NOT_READY" });
});

test("a transaction that throws leaves nothing behind", async (t) => {
  const store = await openTestStore(t);
  const work = store.transaction(async ({ meta }) => {
    await meta.set("half", "done");
    throw new Error("stop");
  });
  await assert.rejects(work, /stop/);
  assert.equal(await store.meta.get("half"), undefined);
});

test("facts are kept, listed by prefix and forgotten", async (t) => {
  const { meta } = await openTestStore(t);
  await meta.set("pin.live", "1");
  await meta.set("pin.live", "2");
  await meta.set("pin.sandbox", "3");
  await meta.set("pinned", "4");
  assert.deepEqual(
    await meta.list("pin."),
    new Map([
      ["pin.live", "2"],
      ["pin.sandbox", "3"],
    ]),
  );
  await meta.set("pin.live", undefined);
  assert.equal(await meta.get("pin.live"), undefined);
});

test("ten stores run in one process", async (t) => {
  const stores = await Promise.all(Array.from({ length: 10 }, () => openTestStore(t)));
  await Promise.all(stores.map(({ meta }, index) => meta.set("number", String(index))));
  const numbers = await Promise.all(stores.map(({ meta }) => meta.get("number")));
  assert.deepEqual(
    numbers,
    Array.from({ length: 10 }, (_, index) => String(index)),
  );
});
