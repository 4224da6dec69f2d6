import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createFakeClock } from "../support/fake-clock.ts";
import { createKeys } from "../../gateway/keys/create-keys.ts";
import { newKey } from "../../gateway/ids.ts";
import type { Store } from "../../gateway/store/store.ts";
import { addTenant, defaultCaller, openTestStore } from "../store/test-store.ts";
import type { Cleanup } from "../support/cleanup.ts";

const refused = { code: "UNAUTHORIZED" };

async function start(t: Cleanup) {
  const store = await openTestStore(t);
  const clock = createFakeClock();
  const asked: string[] = [];
  const keys = createKeys({ store: watched(store, asked), clock });
  return { store, clock, asked, keys, caller: await defaultCaller(store) };
}

function watched(store: Store, asked: string[]): Pick<Store, "apiKeys" | "apps"> {
  const findByDigest = (digest: string) => {
    asked.push(digest);
    return store.apiKeys.findByDigest(digest);
  };
  return { apps: store.apps, apiKeys: { ...store.apiKeys, findByDigest } };
}

test("a key is known for its organization, app, environment and scopes", async (t) => {
  const { keys, caller } = await start(t);
  const { key, keyId } = await keys.create({ ...caller, scopes: ["ACCESS", "RULES"] });
  const found = await keys.authenticate(key);
  assert.deepEqual(found, { ...caller, keyId, scopes: new Set(["ACCESS", "RULES"]) });
});

test("a known key is answered without a promise", async (t) => {
  const { keys, caller } = await start(t);
  const { key, keyId } = await keys.create({ ...caller, scopes: ["ACCESS"] });
  await keys.authenticate(key);
  const again = keys.authenticate(key);
  assert.ok("keyId" in again);
  assert.equal(again.keyId, keyId);
});

test("a missing, empty or unknown key is refused", async (t) => {
  const { keys } = await start(t);
  for (const presented of [undefined, "", newKey("sandbox")]) {
    await assert.rejects(async () => keys.authenticate(presented), refused);
  }
});

test("G14: 10,000 malformed keys are refused without asking the store", async (t) => {
  const { keys, asked } = await start(t);
  const key = newKey("live");
  for (let index = 0; index < 10_000; index++) {
    const at = "ck_live_".length + (index % 49);
    const letter = key[at] === "x" ? "y" : "x";
    const malformed = [
      key.slice(0, at) + letter + key.slice(at + 1),
      key.slice(0, at),
      `${key}${index}`,
      `Bearer ${key}`,
    ];
    assert.throws(() => keys.authenticate(malformed[index % 4]), refused);
  }
  assert.deepEqual(asked, []);
});

test("G15: of a key the store has its SHA-256 and its last four characters only", async (t) => {
  const { keys, store, caller } = await start(t);
  const { key } = await keys.create({ ...caller, scopes: ["ACCESS"] });
  const digest = createHash("sha256").update(key).digest("hex");
  const row = await store.apiKeys.findByDigest(digest);
  assert.equal(row?.lastFour, key.slice(-4));
  assert.ok(!JSON.stringify(row).includes(key.slice(8, -6)));
});

test("G16: keys are found by their whole digest: one that differs only at the end is another", async (t) => {
  const { keys, asked, caller } = await start(t);
  await keys.create({ ...caller, scopes: ["ACCESS"] });
  await assert.rejects(async () => keys.authenticate(newKey("sandbox")), refused);
  assert.equal(asked.length, 1);
  assert.match(asked[0] ?? "", /^[0-9a-f]{64}$/);
});

test("a revoked key is refused at once, also while it is being used", async (t) => {
  const { keys, caller } = await start(t);
  const { key, keyId } = await keys.create({ ...caller, scopes: ["ACCESS"] });
  await keys.authenticate(key);
  await keys.revoke(keyId);
  await assert.rejects(async () => keys.authenticate(key), refused);
  await keys.revoke(keyId);
});

test("G17: a key revoked by another process is refused within a second", async (t) => {
  const { keys, store, clock, caller } = await start(t);
  const { key, keyId } = await keys.create({ ...caller, scopes: ["ACCESS"] });
  await keys.authenticate(key);
  await store.apiKeys.revoke(keyId, 1);
  clock.advance(1000);
  await assert.rejects(async () => keys.authenticate(key), refused);
});

test("revoking a key that does not exist says so", async (t) => {
  const { keys } = await start(t);
  await assert.rejects(keys.revoke("key_none"), { code: "RESOURCE_NOT_FOUND" });
});

test("J01: a key cannot be made for another organization's app, or for one of another environment", async (t) => {
  const { keys, store, caller } = await start(t);
  const other = await addTenant(store, "other");
  const scopes = ["ACCESS"] as const;
  for (const options of [
    { ...caller, appId: other.appId, scopes },
    { ...caller, environment: "live", scopes } as const,
  ]) {
    await assert.rejects(keys.create(options), { code: "RESOURCE_NOT_FOUND" });
  }
  const { key } = await keys.create({ ...other, scopes });
  assert.equal((await keys.authenticate(key)).appId, other.appId);
});
