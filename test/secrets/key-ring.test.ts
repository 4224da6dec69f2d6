import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { keyEncryptionKey } from "../../gateway/secrets/key-provider.ts";
import { createKeyRing } from "../../gateway/secrets/key-ring.ts";
import { open, seal } from "../../gateway/secrets/sealed.ts";

const newKey = () => keyEncryptionKey(randomBytes(32));
const refused = { code: "INTERNAL_ERROR" };

test("a data key unwraps to the key that was made", () => {
  const ring = createKeyRing(newKey());
  const { dataKey, wrapped } = ring.createDataKey("conn_1", systemClock);
  const sealed = seal(dataKey, Buffer.from("secret"), []);
  const unwrapped = ring.unwrap(wrapped, dataKey.id, "conn_1");
  assert.equal(open(unwrapped, sealed, []).toString(), "secret");
});

test("G02: a wrapped data key given to another connection, or under another ID, does not unwrap", () => {
  const ring = createKeyRing(newKey());
  const { dataKey, wrapped } = ring.createDataKey("conn_1", systemClock);
  assert.throws(() => ring.unwrap(wrapped, dataKey.id, "conn_2"), refused);
  assert.throws(() => ring.unwrap(wrapped, "dk_other", "conn_1"), refused);
});

test("a ring of two keys unwraps what the older wrapped, and wraps with the newer", () => {
  const [older, newer] = [newKey(), newKey()];
  const { dataKey, wrapped } = createKeyRing(older).createDataKey("conn_1", systemClock);
  const ring = createKeyRing(newer, [older]);
  assert.equal(ring.unwrap(wrapped, dataKey.id, "conn_1").id, dataKey.id);
  const next = ring.createDataKey("conn_1", systemClock);
  assert.throws(
    () => createKeyRing(older).unwrap(next.wrapped, next.dataKey.id, "conn_1"),
    refused,
  );
});

test("a key check is passed by a ring with its key and by no other", () => {
  const [older, newer] = [newKey(), newKey()];
  const check = createKeyRing(older).createKeyCheck();
  assert.ok(createKeyRing(older).passesKeyCheck(check));
  assert.ok(createKeyRing(newer, [older]).passesKeyCheck(check));
  assert.ok(!createKeyRing(newer).passesKeyCheck(check));
  assert.ok(!createKeyRing(older).passesKeyCheck(check.fill(0, check.length - 1)));
});
