import assert from "node:assert/strict";
import { test } from "node:test";
import { RULES_FORMATS } from "../../gateway/rules/unfold.ts";
import { build, now, serveApi } from "./api-server.ts";

interface Problem {
  readonly code: string;
  readonly detail: string;
}

test("the bundle holds exactly the published members, under both of its paths", async (t) => {
  const { get } = await serveApi(t, {
    builds: [build(255, { revision: "202609010000-0123456789" })],
  });
  const answer = await get("/v2/dynamic-rules");
  assert.equal(answer.status, 200);
  const text = await answer.text();
  assert.deepEqual(JSON.parse(text), {
    rules: {
      static_param: "static0param1",
      format: "1000:{}:{:x}:ff",
      start: "1000",
      end: "ff",
      prefix: "1000",
      suffix: "ff",
      checksum_constant: -5,
      checksum_indexes: [1, 2, 3],
      app_token: "app1token2",
      revision: "202609010000-0123456789",
    },
    is_current: true,
    is_public: true,
    is_early_access: false,
  });
  assert.equal(await (await get("/rules")).text(), text);
});

test("J04: status and sign answer nothing beyond their schema", async (t) => {
  const { get, post } = await serveApi(t, { builds: [build(1), build(2)] });
  assert.deepEqual(await (await get("/v2/dynamic-rules/status")).json(), {
    revision: "1000:2",
    early_access_revision: "1000:2",
    public_revision: "1000:2",
    is_current: true,
    is_early_access: false,
    is_public: true,
    access_granted: true,
  });
  const signed = await post("/v2/dynamic-rules/sign", { endpoint: "/api2/v2/users/me" });
  assert.deepEqual(await signed.json(), {
    signed: { sign: "signed /api2/v2/users/me", time: String(now), "app-token": "app1token2" },
    is_public: true,
    is_early_access: false,
  });
});

test("a pinned older build is not current, and the newest is named beside it", async (t) => {
  const { get } = await serveApi(t, { builds: [build(1), build(2)], current: build(1) });
  const status = (await (await get("/v2/dynamic-rules/status")).json()) as Record<string, unknown>;
  assert.equal(status["revision"], "1000:1");
  assert.equal(status["public_revision"], "1000:2");
  assert.equal(status["is_current"], false);
  const bundle = (await (await get("/v2/dynamic-rules")).json()) as Record<string, unknown>;
  assert.equal(bundle["is_current"], false);
});

test("every community format answers, each with an entity tag of its own", async (t) => {
  const { get } = await serveApi(t);
  const tags = new Set<string | null>();
  for (const format of RULES_FORMATS) {
    const answer = await get(`/v2/dynamic-rules?format=${format}`);
    assert.equal(answer.status, 200, format);
    assert.match(await answer.text(), /static0param1/);
    tags.add(answer.headers.get("etag"));
  }
  assert.equal(tags.size, RULES_FORMATS.length);
});

test("an unknown format or query member is refused by name", async (t) => {
  const { get } = await serveApi(t);
  const format = await get("/v2/dynamic-rules?format=nobody");
  assert.equal(format.status, 400);
  assert.match(
    ((await format.json()) as Problem).detail,
    /querystring\/format.*deviint, datahoarders/,
  );
  const member = await get("/v2/dynamic-rules?shape=deviint");
  assert.match(((await member.json()) as Problem).detail, /unknown member `shape`/);
});

test("who has the rules already is told so, by strong, weak and listed tags", async (t) => {
  const { get } = await serveApi(t);
  const first = await get("/v2/dynamic-rules");
  const etag = first.headers.get("etag") ?? "";
  assert.match(etag, /^"[\w-]{27}"$/);
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const answer = await get("/v2/dynamic-rules", { apikey: "all", "if-none-match": tag });
    assert.equal(answer.status, 304);
    assert.equal(await answer.text(), "");
    assert.equal(answer.headers.get("etag"), etag);
  }
  const changed = await get("/v2/dynamic-rules", { apikey: "all", "if-none-match": '"other"' });
  assert.equal(changed.status, 200);
});

test("without rules the answer is 503, of the rules' making, with a time to wait", async (t) => {
  const { get, post } = await serveApi(t, { builds: [] });
  for (const answer of [
    await get("/v2/dynamic-rules"),
    await get("/v2/dynamic-rules/status"),
    await post("/sign", { endpoint: "/" }),
  ]) {
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "30");
    const problem = (await answer.json()) as Record<string, unknown>;
    assert.equal(problem["code"], "NOT_READY");
    assert.equal(problem["source"], "rules");
  }
});

test("time, user ID and whole URLs are taken under their present and older names", async (t) => {
  const { post } = await serveApi(t);
  for (const body of [
    { endpoint: "/api2/v2/users/me?a=%20b&c", time: 123, "user-id": 9 },
    { endpoint: "https://onlyfans.com/api2/v2/users/me?a=%20b&c", timestamp: "123", user_id: "9" },
  ]) {
    const answer = await post("/sign", body);
    assert.deepEqual(((await answer.json()) as { signed: object }).signed, {
      sign: "signed /api2/v2/users/me?a=%20b&c",
      time: "123",
      "app-token": "app1token2",
      "user-id": "9",
    });
  }
});

test("the web build's own revision is among the signed headers where the document knows it", async (t) => {
  const { post } = await serveApi(t, {
    builds: [build(1, { revision: "202609010000-0123456789" })],
  });
  const answer = (await (await post("/sign", { endpoint: "/" })).json()) as {
    signed: Record<string, string>;
  };
  assert.equal(answer.signed["x-of-rev"], "202609010000-0123456789");
});

const unsignable: readonly (readonly [string, unknown, RegExp])[] = [
  ["no endpoint", {}, /endpoint/],
  ["a relative endpoint", { endpoint: "api2/v2" }, /begins with/],
  ["another scheme", { endpoint: "file:///etc/passwd" }, /begins with/],
  ["a fragment", { endpoint: "/a#b" }, /fragment/],
  ["a line break", { endpoint: "/a\nb" }, /percent-encoded/],
  ["a space", { endpoint: "/a b" }, /percent-encoded/],
  ["letters in the time", { endpoint: "/", time: "soon" }, /body\/time/],
  ["a negative time", { endpoint: "/", time: -1 }, /body\/time/],
  ["a fraction of a user", { endpoint: "/", "user-id": 1.5 }, /body\/user-id/],
  ["a user ID with a line break", { endpoint: "/", "user-id": "1\n2" }, /body\/user-id/],
  ["an unknown member", { endpoint: "/", cookie: "x" }, /unknown member `cookie`/],
  ["a list", [], /body/],
];

for (const [what, body, detail] of unsignable) {
  test(`signing refuses ${what} and says where`, async (t) => {
    const { post } = await serveApi(t);
    const answer = await post("/v2/dynamic-rules/sign", body);
    const problem = (await answer.json()) as Problem;
    assert.equal(answer.status, 400);
    assert.equal(problem.code, "BAD_REQUEST");
    assert.match(problem.detail, detail);
  });
}

test("rules of another scheme cannot be had as a bundle, but sign", async (t) => {
  const other = { ...build(1), scheme: "other", params: { secret: "hmac0key1" } };
  const { get, post } = await serveApi(t, { builds: [other] });
  const answer = await get("/v2/dynamic-rules");
  assert.equal(answer.status, 400);
  assert.doesNotMatch(await answer.text(), /hmac0key1/);
  assert.equal((await post("/sign", { endpoint: "/" })).status, 200);
});
