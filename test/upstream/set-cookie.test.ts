import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseSetCookie } from "../../gateway/upstream/set-cookie.ts";

const expiry = (date: string) => parseSetCookie(`a=1; Expires=${date}`, 0)?.expiresAtMs;

const dates: readonly (readonly [text: string, iso: string | undefined])[] = [
  ["Wed, 21 Oct 2026 07:28:00 GMT", "2026-10-21T07:28:00.000Z"],
  ["Wed, 21-Oct-26 07:28:00 GMT", "2026-10-21T07:28:00.000Z"],
  ["Wednesday, 21-Oct-99 07:28:00 GMT", "1999-10-21T07:28:00.000Z"],
  ["Wed Oct 21 07:28:00 2026", "2026-10-21T07:28:00.000Z"],
  ["07:28:0 21 OCTOBER 2026", "2026-10-21T07:28:00.000Z"],
  ["Sat, 29 Feb 2025 00:00:00 GMT", undefined],
  ["Wed, 21 Oct 2026 24:00:00 GMT", undefined],
  ["Wed, 21 Oct 1600 07:28:00 GMT", undefined],
  ["Wed, 21 2026 07:28:00 GMT", undefined],
  ["never", undefined],
  ["", undefined],
];
for (const [text, iso] of dates) {
  test(`the date ${JSON.stringify(text)} is ${iso ?? "no date"}`, () => {
    assert.equal(expiry(text), iso === undefined ? undefined : Date.parse(iso));
  });
}

test("every date that HTTP writes is read back to the second", () => {
  const seconds = fc.integer({ min: 0, max: 4_102_444_800 });
  fc.assert(
    fc.property(seconds, (at) => {
      assert.equal(expiry(new Date(at * 1000).toUTCString()), at * 1000);
    }),
  );
});

test("attributes are read whatever their case and spacing, the last of each kind", () => {
  assert.deepEqual(
    parseSetCookie(" a = b=c ;DOMAIN= .X.test; domain=Y.test ; PATH=/p; path; max-age = 5", 1_000),
    { name: "a", value: "b=c", domain: "y.test", path: undefined, expiresAtMs: 6_000 },
  );
});

test("an unreadable Max-Age or Expires is as if it were not there", () => {
  assert.equal(parseSetCookie("a=1; Max-Age=soon; Expires=later", 0)?.expiresAtMs, undefined);
});
