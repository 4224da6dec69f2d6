import assert from "node:assert/strict";
import crypto, { randomBytes } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { open, seal, sealedKeyId, sealingKey } from "../../gateway/secrets/sealed.ts";

const newKey = (id = "dk_1") => sealingKey(id, randomBytes(32));
const refused = { code: "INTERNAL_ERROR" };
const context = ["data", "org_a", "conn_1", "cookies", "dk_1", "1"];

test("what is sealed opens again with its key and context, whatever it is", () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.uint8Array(), fc.array(fc.string()), (bytes, parts) => {
      const plaintext = Buffer.from(bytes);
      assert.deepEqual(open(key, seal(key, plaintext, parts), parts), plaintext);
    }),
  );
});

test("G01: a sealed record describes itself: version, key ID, 96-bit IV, 128-bit tag", () => {
  const sealed = seal(newKey("dk_abc"), Buffer.from("secret"), context);
  assert.equal(sealed[0], 1);
  assert.equal(sealed[1], "dk_abc".length);
  assert.equal(sealedKeyId(sealed), "dk_abc");
  assert.equal(sealed.length, 2 + "dk_abc".length + 12 + "secret".length + 16);
  assert.ok(!sealed.includes("secret"));
});

test("G02: a record moved to another organization, connection, field, key or version does not open", () => {
  const key = newKey();
  const sealed = seal(key, Buffer.from("secret"), context);
  for (const index of context.keys()) {
    const other = context.with(index, "other");
    assert.throws(() => open(key, sealed, other), refused);
  }
  assert.throws(() => open(newKey(), sealed, context), refused);
  assert.throws(() => open(newKey("dk_2"), sealed, context), refused);
});

test("contexts that read alike when joined are told apart", () => {
  const key = newKey();
  assert.throws(() => open(key, seal(key, Buffer.of(1), ["ab", "c"]), ["a", "bc"]), refused);
  assert.throws(() => open(key, seal(key, Buffer.of(1), ["ab"]), ["ab", ""]), refused);
});

test("G03: a record cut anywhere does not open, least of all with a shorter tag", () => {
  const key = newKey();
  const sealed = seal(key, Buffer.from("secret"), context);
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(() => open(key, sealed.subarray(0, length), context), refused);
  }
});

test("G04: a record with any one bit changed does not open", () => {
  const key = newKey();
  for (let record = 0; record < 100; record++) {
    const sealed = seal(key, randomBytes(16), context);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.throws(() => open(key, changed, context), refused);
    }
  }
});

test("the same plaintext is never sealed with the same IV", () => {
  const key = newKey();
  const ivs = new Set<string>();
  for (let index = 0; index < 5000; index++) {
    const sealed = seal(key, Buffer.of(1), context);
    ivs.add(sealed.toString("hex", 2 + key.id.length, 2 + key.id.length + 12));
  }
  assert.equal(ivs.size, 5000);
});

test("the bytes a key was made of are wiped", () => {
  const bytes = randomBytes(32);
  sealingKey("dk_1", bytes);
  assert.deepEqual(bytes, Buffer.alloc(32));
});

test("G06: twenty thousand records under one key have as many IVs", () => {
  const key = newKey();
  const ivs = new Set<string>();
  for (let count = 0; count < 20_000; count++) {
    const sealed = seal(key, Buffer.from("x"), context);
    ivs.add(sealed.toString("latin1", 2 + key.id.length, 2 + key.id.length + 12));
  }
  assert.equal(ivs.size, 20_000);
});

for (const [what, period] of [
  ["stuck", 1],
  ["going round in a circle", 3],
] as const)
  test(`G13: with a random source that is ${what} nothing is sealed under a repeated IV`, (t) => {
    const key = newKey();
    let calls = 0;
    t.mock.method(crypto, "randomBytes", (length: number) =>
      Buffer.alloc(length, calls++ % period),
    );
    syncBuiltinESMExports();
    t.after(syncBuiltinESMExports);
    const ivs = new Set<string>();
    const sealAgain = () =>
      ivs.add(seal(key, Buffer.from("x"), context).toString("hex", 6, 2 + key.id.length + 12));
    for (let count = 0; count < period; count++) sealAgain();
    assert.throws(sealAgain, /random source repeats itself/);
    assert.equal(ivs.size, period);
    t.mock.restoreAll();
  });
