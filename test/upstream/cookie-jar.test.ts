import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { cookieHeader, createCookieJar } from "../../gateway/upstream/cookie-jar.ts";

const nowMs = Date.UTC(2026, 10, 24);

test("a browser's cookie header comes out as it went in", () => {
  const header = "sess=abc; auth_id=42; fp=0f0f; lang=en";
  const jar = createCookieJar(header);
  assert.equal(jar.header(), header);
  assert.equal(jar.get("auth_id"), "42");
  assert.deepEqual([...jar.entries().keys()], ["sess", "auth_id", "fp", "lang"]);
});

test("the header is one text until a value changes", () => {
  const jar = createCookieJar("a=1");
  assert.deepEqual(jar.absorb(["a=1; Path=/", "b=2"], nowMs).changed, ["b"]);
  assert.equal(jar.header(), "a=1; b=2");
  assert.deepEqual(jar.absorb(["a=1", "b=2"], nowMs).changed, []);
});

test("a later value takes the place of an earlier one", () => {
  const jar = createCookieJar("csrf=old; sess=s");
  assert.deepEqual(jar.absorb(["csrf=new; Secure; HttpOnly"], nowMs).changed, ["csrf"]);
  assert.equal(jar.header(), "csrf=new; sess=s");
});

const deletions: readonly string[] = [
  "sess=deleted",
  "sess=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/; domain=.onlyfans.com",
  "sess=; Max-Age=0",
  "sess=x; Max-Age=-1",
  "sess=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
];
for (const line of deletions) {
  test(`a session ends with \`${line}\``, () => {
    const jar = createCookieJar("sess=s; auth_id=42");
    assert.deepEqual(jar.absorb([line], nowMs).changed, ["sess"]);
    assert.equal(jar.get("sess"), undefined);
    assert.equal(jar.header(), "auth_id=42");
    assert.deepEqual(jar.absorb([line], nowMs).changed, [], "what is gone cannot be deleted again");
  });
}

test("Max-Age wins over Expires, and a cookie is not sent after its time", () => {
  const jar = createCookieJar("sess=s");
  jar.absorb(["cf=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], nowMs);
  assert.equal(jar.header(nowMs + 59_999), "sess=s; cf=1");
  assert.equal(jar.header(nowMs + 60_000), "sess=s");
});

test("a renewed cookie lives by its last line", () => {
  const jar = createCookieJar("");
  jar.absorb(["cf=1; Max-Age=60"], nowMs);
  jar.absorb(["cf=1"], nowMs);
  assert.equal(jar.header(nowMs + 3_600_000), "cf=1");
});

const refused: readonly string[] = [
  "a=1; Domain=evil.test",
  "a=1; Domain=com",
  "a=1; Domain=cdn2.onlyfans.com",
  "a=1; Path=/help",
  "=nameless",
  "no-pair",
  "a=bad\u0000value",
  "a=bad\nvalue",
  "a=\u20ac",
];
for (const line of refused) {
  test(`${JSON.stringify(line)} is passed over`, () => {
    const jar = createCookieJar("sess=s");
    assert.deepEqual(jar.absorb([line], nowMs).changed, []);
    assert.equal(jar.header(), "sess=s");
  });
}

test("cookies of the upstream's own domain and paths are taken", () => {
  const jar = createCookieJar("");
  jar.absorb(["a=1; Domain=.OnlyFans.com; Path=/", "b=2; Path=/api2", "c=3; Path=x"], nowMs);
  assert.equal(jar.header(), "a=1; b=2; c=3");
});

test("a flood of cookies pushes none of the session out and stays within bounds", () => {
  const jar = createCookieJar("sess=s; auth_id=42");
  const flood = Array.from({ length: 1_000 }, (_, index) => `junk${index}=${"x".repeat(500)}`);
  jar.absorb([...flood, `big=${"x".repeat(5_000)}`], nowMs);
  assert.ok(jar.header().startsWith("sess=s; auth_id=42; "));
  assert.ok(jar.header().length <= 12_288, `${jar.header().length} bytes`);
  assert.ok(jar.entries().size <= 64);
});

const name = fc.constantFrom("sess", "auth_id", "csrf", "st", "__proto__", "toString");
const value = fc.stringMatching(/^[a-z0-9=%]{0,12}$/).filter((text) => text !== "deleted");

test("any sequence of settings and deletions ends as in a plain map", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, fc.option(value, { nil: undefined })), { maxLength: 40 }),
      (steps) => {
        const jar = createCookieJar("");
        const oracle = new Map<string, string>();
        for (const [key, text] of steps) {
          const before = oracle.get(key);
          if (text === undefined) oracle.delete(key);
          else oracle.set(key, text);
          const line = text === undefined ? `${key}=x; Max-Age=0` : `${key}=${text}`;
          const { changed } = jar.absorb([line], nowMs);
          assert.deepEqual(changed, before === text ? [] : [key]);
        }
        assert.equal(jar.header(), cookieHeader(oracle));
        assert.deepEqual([...createCookieJar(jar.header()).entries()], [...oracle]);
      },
    ),
  );
});
