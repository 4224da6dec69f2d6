import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { systemClock } from "../gateway/clock.ts";
import { checkKey, newId, newKey } from "../gateway/ids.ts";

test("an ID is its prefix and 24 base62 characters, and none comes twice", () => {
  const ids = new Set(Array.from({ length: 20_000 }, () => newId("req_", systemClock)));
  assert.equal(ids.size, 20_000);
  for (const id of ids) assert.match(id, /^req_[0-9A-Za-z]{24}$/);
});

test("every letter of an ID is equally likely", () => {
  // Each byte value equally often must give each letter equally often.
  let next = 0;
  const clock = {
    ...systemClock,
    randomBytes: (size: number) => Buffer.from(Array.from({ length: size }, () => next++ % 256)),
  };
  const counts = new Map<string, number>();
  for (let index = 0; index < 62 * 40; index++) {
    for (const letter of newId("req_", clock).slice(4)) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
  }
  assert.equal(counts.size, 62);
  assert.deepEqual(new Set(counts.values()), new Set([24 * 40]));
});

test("a new key names its environment and passes its checksum", () => {
  for (const environment of ["sandbox", "live"] as const) {
    const key = newKey(environment);
    assert.match(key, new RegExp(`^ck_${environment}_[0-9A-Za-z]{49}$`));
    assert.ok(checkKey(key));
  }
});

test("G14: a key with any one character changed is refused by its checksum", () => {
  const key = newKey("live");
  const position = fc.integer({ min: "ck_live_".length, max: key.length - 1 });
  const letter = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(position, letter, (at, replacement) => {
      fc.pre(key[at] !== replacement);
      assert.ok(!checkKey(key.slice(0, at) + replacement + key.slice(at + 1)));
    }),
  );
});

test("a sandbox key does not become a live one by its name", () => {
  assert.ok(!checkKey(newKey("sandbox").replace("sandbox", "live")));
});
