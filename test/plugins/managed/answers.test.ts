import assert from "node:assert/strict";
import { test } from "node:test";
import { createSegmentTree } from "../../../plugins/managed/segment-tree.ts";
import { readPage } from "../../../plugins/managed/paging.ts";
import { exercise, type Scenario } from "./exercise.ts";
import { ownProfile, post } from "./samples.ts";

const upstreamError = (code: number, text: string) => ({ error: { code, message: text } });

test("an upstream error is answered as what it means", async () => {
  const cases: readonly (readonly [NonNullable<Scenario["upstream"]>, string])[] = [
    [{ status: 400, body: upstreamError(401, "Please refresh the page") }, "RULES_OUTDATED"],
    [{ status: 401, body: upstreamError(0, "Access denied.") }, "SESSION_EXPIRED"],
    [{ status: 400, body: upstreamError(301, "Wrong user.") }, "SESSION_EXPIRED"],
    [{ status: 404, body: upstreamError(0, "Post not found") }, "RESOURCE_NOT_FOUND"],
    [{ status: 400, body: upstreamError(0, "User not found") }, "RESOURCE_NOT_FOUND"],
    [{ status: 400, body: upstreamError(0, "Bad view param") }, "BAD_REQUEST"],
    [{ status: 429, body: "" }, "RATE_LIMIT_EXCEEDED"],
    [
      { status: 403, body: "<html>Sorry, you have been blocked", headers: html },
      "UPSTREAM_BLOCKED",
    ],
    [{ status: 503, body: "maintenance" }, "UPSTREAM_MAINTENANCE"],
    [{ status: 500, body: upstreamError(0, "Something went wrong") }, "UPSTREAM_UNREACHABLE"],
    [{ status: 200, body: "<html>hello</html>", headers: html }, "UPSTREAM_INVALID"],
    [{ status: 200, body: "not json" }, "UPSTREAM_INVALID"],
    [{ status: 200, body: '{"list":[' }, "UPSTREAM_INVALID"],
    [{ status: 200, body: "null" }, "UPSTREAM_INVALID"],
    [{ status: 200, body: "[]" }, "UPSTREAM_INVALID"],
    [{ status: 200, body: upstreamError(0, "odd") }, "UPSTREAM_INVALID"],
    [{ status: 302, body: "", headers: { location: "https://evil.test/" } }, "UPSTREAM_INVALID"],
  ];
  for (const [upstream, code] of cases)
    await assert.rejects(
      exercise({ target: "/v2/access/users/1", upstream }),
      { code },
      JSON.stringify(upstream),
    );
});

test("a change that cannot be read back is shown as its answer has it, or said to be made", async () => {
  const scenario = { method: "PATCH", target: "/v2/access/self", body: { name: "New" } };
  await assert.rejects(exercise(scenario), {
    code: "UPSTREAM_UNREACHABLE",
    message: /^The change was made;.*It is away\.$/,
    retryable: false,
  });
  const own = { id: 4242, username: "creator", name: "New" };
  const known = await exercise({ ...scenario, upstream: { body: own } });
  assert.match(String(known.headers["warning"]), /^299 countersign "The change was made/);
  const { id, name } = JSON.parse(known.text) as { id: number; name: string };
  assert.deepEqual([known.status, id, name], [200, 4242, "New"]);
});

const html = { "content-type": "text/html" };

test("an answer larger than the bound is an error, not half an answer", async () => {
  const scenario = { target: "/v2/access/self", upstream: { body: ownProfile } };
  await assert.rejects(exercise({ ...scenario, config: { maxAnswerBytes: 20 } }), {
    code: "UPSTREAM_INVALID",
    message: /larger than 20 bytes/,
  });
  const list = Array.from({ length: 100 }, (_, id) => ({ ...post, id }));
  const large = { target: "/v2/access/posts?limit=100", upstream: { body: { list } } };
  await assert.rejects(exercise({ ...large, config: { maxAnswerBytes: 20_000 } }), {
    code: "UPSTREAM_INVALID",
    details: {
      nextActions: [
        "Ask for fewer rows with `limit`, or by `/v2/access/proxy`, which streams answers of any size.",
        "The operator can raise `maxAnswerBytes` of the plugin `managed`.",
      ],
    },
  });
  assert.equal((await exercise({ ...large, config: { maxAnswerBytes: 200_000 } })).status, 200);
});

test("an answer nested deeper than any is the upstream's fault", async () => {
  const deep = `{"id":1,"x":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
  const answered = (target: string, answerFields?: Record<string, string>) =>
    exercise({
      method: "POST",
      target,
      upstream: { body: deep },
      ...(answerFields && { config: { endpoints: { "POST /posts": { answerFields } } } }),
      ...(target.endsWith("/posts") && { body: { text: "Hi" } }),
    });
  const refused = { code: "UPSTREAM_INVALID", message: /nested too deeply/ };
  await assert.rejects(answered("/v2/access/users/77/restrict"), refused);
  await assert.rejects(answered("/v2/access/posts", { text: "body" }), refused);
});

test("`hasMore` is the upstream's word, or a full page where it says none", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
  const cases = [
    [rows(10), true],
    [rows(7), false],
    [[], false],
    [{ list: rows(7), hasMore: true }, true],
    [{ list: rows(10), hasMore: false }, false],
    [{ list: [], hasMore: true }, false],
    [{ list: rows(10) }, true],
  ] as const;
  for (const [json, hasMore] of cases)
    assert.equal(
      readPage("offset", json, { limit: 10 })?.["hasMore"],
      hasMore,
      JSON.stringify(json),
    );
  for (const json of [undefined, null, {}, "x", { list: {} }])
    assert.equal(readPage("offset", json, { limit: 10 }), undefined);
});

test("the next offset is the upstream's, or what was asked for and came", async () => {
  const page = { list: [{ withUser: { id: 1, _view: "s" } }], hasMore: true };
  const own = await exercise({ target: "/v2/access/chats?offset=3", upstream: { body: page } });
  assert.equal((JSON.parse(own.text) as { nextOffset: number }).nextOffset, 4);
  const told = await exercise({
    target: "/v2/access/chats?offset=3",
    upstream: { body: { ...page, nextOffset: 25 } },
  });
  assert.equal((JSON.parse(told.text) as { nextOffset: number }).nextOffset, 25);
});

test("markers come from the posts themselves where the upstream answers a bare list", async () => {
  const body = [post, { ...post, id: 500, postedAtPrecise: "1767323000.000000" }];
  const result = await exercise({ target: "/v2/access/posts?limit=2", upstream: { body } });
  const page = JSON.parse(result.text) as Record<string, unknown>;
  assert.deepEqual(
    [page["headMarker"], page["tailMarker"], page["hasMore"]],
    ["1767323045.000100", "1767323000.000000", true],
  );
});

test("a literal is preferred to a parameter, and that to a rest", () => {
  const find = createSegmentTree([
    ["a/:", "one"],
    ["a/b", "literal"],
    ["a/:/c", "deep"],
    ["a/*", "rest"],
  ]);
  const cases = [
    ["a/b", "literal"],
    ["a/x", "one"],
    ["a/b/c", "deep"],
    ["a/b/d", "rest"],
    ["a", "rest"],
    ["b", undefined],
  ] as const;
  for (const [path, value] of cases) assert.equal(find(path.split("/")), value, path);
  assert.throws(
    () =>
      createSegmentTree([
        ["a/:x", 1],
        ["a/:y", 2],
      ]),
    /occurs twice/,
  );
});
