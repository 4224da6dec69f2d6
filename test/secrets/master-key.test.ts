import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { createKeyEnvironmentProvider } from "../../gateway/secrets/key-environment.ts";
import { createKeyFileProvider } from "../../gateway/secrets/key-file.ts";
import { createMasterKey, type MasterKeyOptions } from "../../gateway/secrets/master-key.ts";
import type { Store } from "../../gateway/store/store.ts";
import { fresh, newSession } from "../connections/test-connections.ts";
import {
  createKeptLog,
  defaultCaller,
  openTestStore,
  temporaryFolder,
} from "../store/test-store.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { systemClock } from "../../gateway/clock.ts";

const ACCOUNTS = 3;

async function startStore(t: Cleanup) {
  const dataDir = temporaryFolder(t);
  const store = await openTestStore(t, dataDir);
  const connections = createConnections({ store, clock: systemClock, log: createKeptLog() });
  const caller = await defaultCaller(store);
  const ids: string[] = [];
  for (let account = 1; account <= ACCOUNTS; account += 1) {
    const cookie = `sess=s${account}; auth_id=${account}`;
    const put = newSession(caller, { upstreamUserId: String(account), cookie });
    ids.push((await connections.put(put)).id);
  }
  const keyFile = join(dataDir, "master.key");
  return { dataDir, store, ids, keyFile, oldKey: readFileSync(keyFile, "utf8") };
}

async function opensAll(store: Store, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    assert.equal((await fresh(store).session(id)).cookies.get("sess"), `s${index + 1}`);
}

test("G07: after a rotation everything opens with the new key, and the old one opens nothing", async (t) => {
  const { dataDir, store, ids, keyFile, oldKey } = await startStore(t);
  const before = await store.masterKey.status();
  assert.deepEqual(before.wraps, { [before.keyId]: ACCOUNTS });
  const { keyId, rewrapped, oldKeyStays } = await store.masterKey.rotate();
  assert.notEqual(keyId, before.keyId);
  assert.deepEqual([rewrapped, oldKeyStays], [ACCOUNTS, false]);
  assert.deepEqual((await store.masterKey.status()).wraps, { [keyId]: ACCOUNTS });
  await opensAll(store, ids);
  if (process.platform !== "win32") assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const newKey = readFileSync(keyFile, "utf8");
  assert.ok(!newKey.includes(oldKey.trim()));
  await store.close();

  writeFileSync(keyFile, oldKey);
  await assert.rejects(openTestStore(t, dataDir), { details: { reason: "key_wrong" } });
  writeFileSync(keyFile, newKey);
  await opensAll(await openTestStore(t, dataDir), ids);
});

/** What may be the last thing a rotation does before its process dies. */
const breaks: Readonly<Record<string, (options: MasterKeyOptions) => Partial<MasterKeyOptions>>> = {
  "the new key is made": ({ dataKeys }) => ({ dataKeys: { ...dataKeys, page: died } }),
  "a part is wrapped anew": ({ dataKeys }) => ({
    dataKeys: {
      ...dataKeys,
      rewrap: async (keys) => {
        await dataKeys.rewrap(keys.slice(0, 1));
        return died();
      },
    },
  }),
  "all is wrapped anew": () => ({ saveKeyCheck: died }),
  "the key check is kept": ({ provider }) => ({
    provider: {
      ...provider,
      keepFirst: () => {
        throw new Error("died");
      },
    },
  }),
};

for (const [what, breakOff] of Object.entries(breaks)) {
  test(`G08: a rotation that dies after ${what} loses nothing, and the next one finishes it`, async (t) => {
    const { dataDir, store, ids, keyFile } = await startStore(t);
    const { keyRing, dataKeys, keyOwners, meta } = store;
    const options: MasterKeyOptions = {
      provider: createKeyFileProvider(keyFile),
      keyRing,
      dataKeys,
      keyOwners,
      clock: systemClock,
      saveKeyCheck: (check) => meta.set("key_check", check.toString("base64")),
    };
    const dying = createMasterKey({ ...options, ...breakOff(options) });
    await assert.rejects(dying.rotate(), /died/);
    await store.close();

    const after = await openTestStore(t, dataDir);
    await opensAll(after, ids);
    const { keyId } = await after.masterKey.rotate();
    assert.equal(keyId, keyRing.currentKeyId(), "no third key is made");
    assert.deepEqual((await after.masterKey.status()).wraps, { [keyId]: ACCOUNTS });
    assert.equal(readFileSync(keyFile, "utf8").trim().split("\n").length, 1);
    await opensAll(after, ids);
  });
}

test("without the present key in its place, or where none can be put, nothing is rotated", async (t) => {
  const { store, ids, keyFile, oldKey } = await startStore(t);
  writeFileSync(keyFile, `${Buffer.alloc(32, 7).toString("base64")}\n`);
  await assert.rejects(store.masterKey.rotate(), { details: { reason: "key_wrong" } });
  const { keyRing, dataKeys, keyOwners } = store;
  const fromEnvironment = createMasterKey({
    provider: createKeyEnvironmentProvider("MASTER_KEY", oldKey),
    keyRing,
    dataKeys,
    keyOwners,
    clock: systemClock,
    saveKeyCheck: died,
  });
  await assert.rejects(fromEnvironment.rotate(), /restart, and rotate again/);
  await opensAll(store, ids);
});

function died(): Promise<never> {
  return Promise.reject(new Error("died"));
}
