import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { faultPlace } from "../../../plugins/managed/json.ts";
import { exercise, prepare, type Scenario } from "./exercise.ts";

const post = (body: Scenario["body"]): Scenario => ({
  method: "POST",
  target: "/v2/access/posts",
  ...(body !== undefined && { body }),
});
const send = (body: object): Scenario => ({
  method: "POST",
  target: "/v2/access/chats/77/messages",
  body,
});

test("bad input is refused by the name of the field, and nothing is sent", async () => {
  const cases: readonly (readonly [Scenario, RegExp])[] = [
    [{ target: "/v2/access/posts?limit=0" }, /`limit` must be >= 1/],
    [{ target: "/v2/access/posts?limit=-5" }, /`limit` must be >= 1/],
    [{ target: "/v2/access/posts?limit=ten" }, /`limit` must be integer/],
    [{ target: "/v2/access/posts?limit=" }, /`limit` must be integer/],
    [{ target: "/v2/access/posts?limit=1e3" }, /`limit` must be integer/],
    [{ target: "/v2/access/posts?limit=1.5" }, /`limit` must be integer/],
    [{ target: "/v2/access/posts?limit=1&limit=2" }, /`limit` occurs more than once/],
    [{ target: "/v2/access/posts?sortBy=size" }, /`sortBy` must be one of publish_date, tips/],
    [{ target: "/v2/access/posts?pinned=maybe" }, /`pinned` must be boolean/],
    [{ target: "/v2/access/chats?offset=-1" }, /`offset` must be >= 0/],
    [{ target: "/v2/access/chats?userListId=x" }, /`userListId` must be integer/],
    [{ target: "/v2/access/chats/77/messages?last_id=1%20or%201" }, /`last_id` must match/],
    [{ target: "/v2/access/posts/abc" }, /`postId` must be a post's number/],
    [{ target: "/v2/access/posts/1%2f..%2f2" }, /`postId`/],
    [{ target: "/v2/access/users/.." }, /`userId`/],
    [{ target: "/v2/access/users/a%2fb" }, /`userId`/],
    [{ target: "/v2/access/users/" }, /`userId`/],
    [post(""), /`text` or `mediaItems`/],
    [post({}), /`text` or `mediaItems`/],
    [post({ text: "  " }), /`text` or `mediaItems`/],
    [post("[]"), /body must be object/],
    [post("null"), /body must be object/],
    [post('{"text": "a",}'), /not valid JSON at line 1, column 14/],
    [post('{\n  "text": a\n}'), /not valid JSON at line 2, column 11/],
    [post(Buffer.from([0x7b, 0xff, 0x7d])), /not valid UTF-8/],
    [post({ text: 5 }), /`text` must be string/],
    [post({ text: "x".repeat(10_001) }), /`text` must NOT have more than 10000 characters/],
    [post({ text: "a", price: 201 }), /`price` must be <= 200/],
    [post({ text: "a", price: "5" }), /`price` must be number/],
    [post({ text: "a", colour: "red" }), /`colour` is not known here/],
    [post({ text: "a", releaseForms: { owners: [] } }), /`releaseForms.owners` is not known here/],
    [post('{"text":"a","__proto__":{}}'), /`__proto__` is not known here/],
    [post({ mediaItems: [1, "two"] }), /`mediaItems\[1\]` must be a vault media ID/],
    [post({ mediaItems: [true] }), /`mediaItems\[0\]`/],
    [post({ text: "a", scheduledDate: "tomorrow" }), /`scheduledDate` must be an ISO 8601 date/],
    [post({ text: "a", scheduledDate: "2026-13-40T00:00:00Z" }), /`scheduledDate`/],
    [post({ text: "a", expireAfter: 31 }), /`expireAfter` must be <= 30/],
    [send({ text: "a", scheduledDate: "2026-01-01T00:00:00Z" }), /`scheduledDate` is not known/],
    [send({ text: "a", isForwardedMessage: "yes" }), /`isForwardedMessage` must be boolean/],
  ];
  for (const [scenario, message] of cases)
    await assert.rejects(
      prepare(scenario),
      { code: "BAD_REQUEST", message },
      `${scenario.target} ${JSON.stringify(scenario.body)}`,
    );
});

test("an unknown path is ROUTE_NOT_FOUND", async () => {
  for (const target of [
    "/v2/access",
    "/v2/access/",
    "/v2/access/selfie",
    "/v2/access/self/",
    "/v2/access//self",
    "/v2/access/proxy",
    "/v2/access/proxyx/users/me",
    "/v2/media/abc",
    "/V2/access/self",
  ])
    await assert.rejects(prepare({ target }), { code: "ROUTE_NOT_FOUND" }, target);
});

test("a known path with another method is METHOD_NOT_ALLOWED and says which it takes", async () => {
  for (const [method, target, allow] of [
    ["POST", "/v2/access/self", "GET, HEAD, PATCH"],
    ["PUT", "/v2/access/posts", "GET, HEAD, POST"],
    ["constructor", "/v2/access/posts/1", "GET, HEAD, PUT, DELETE"],
  ] as const)
    await assert.rejects(prepare({ method, target }), {
      code: "METHOD_NOT_ALLOWED",
      message: `This endpoint takes ${allow}.`,
    });
});

test("a limit above the maximum is lowered to it", async () => {
  const { request } = await prepare({ target: "/v2/access/posts?limit=999" });
  assert.match(request.path, /\?limit=10&/);
});

test("unknown query parameters go nowhere and are named in a Warning", async () => {
  const { request, answerHeaders } = await exercise({
    target: "/v2/access/self?foo=1&b%22ar=2&constructor=3&__proto__=4",
    upstream: { body: { isAuth: false } },
  });
  assert.equal(request.path, "/api2/v2/users/me");
  assert.equal(
    answerHeaders["warning"],
    '299 countersign "Unknown query parameters were left out: foo, b?ar, constructor, __proto__"',
  );
  const list = await exercise({
    target: "/v2/access/posts?limit=3&foo=1",
    upstream: { body: [] },
  });
  assert.doesNotMatch(list.request.path, /foo/);
  assert.match(String(list.answerHeaders["warning"]), /: foo"$/);
});

test("the place of a JSON fault is the one the parser knows, where that names one", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.nat(99),
      fc.constantFrom("a", "b:,"),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("k", "l"), tie("any")),
    ),
  })).any;
  let compared = 0;
  fc.assert(
    fc.property(
      value,
      fc.nat(),
      fc.constantFrom("{", "}", "[", "]", ":", ","),
      (json, at, extra) => {
        const text = JSON.stringify(json, undefined, 1);
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + extra + text.slice(place);
        const offset = parserOffset(broken);
        if (offset === undefined) return;
        compared += 1;
        const before = broken.slice(0, offset).split("\n");
        const column = (before.at(-1)?.length ?? 0) + 1;
        assert.equal(faultPlace(broken), `line ${before.length}, column ${column}`);
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(compared > 100, String(compared));
});

function parserOffset(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const match = /at position (\d+)/.exec((error as Error).message);
    return match?.[1] === undefined ? undefined : Number(match[1]);
  }
}
