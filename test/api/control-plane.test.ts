import assert from "node:assert/strict";
import { test } from "node:test";
import { ERRORS } from "../../gateway/error-table.ts";
import { serveApi } from "./api-server.ts";

interface Problem {
  readonly type: string;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly requestId: string;
}

test("an unknown route is a problem document that names itself and the request", async (t) => {
  const { get } = await serveApi(t);
  const answer = await get("/v2/nowhere?apikey=ck_sandbox_0123");
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const problem = (await answer.json()) as Problem;
  assert.equal(problem.type, "ROUTE_NOT_FOUND");
  assert.equal(problem.instance, "/v2/nowhere");
  assert.equal(problem.requestId, "req_1");
  assert.equal(answer.headers.get("x-request-id"), "req_1");
});

test("J06: nothing of the admin API is on the data listener", async (t) => {
  const { get } = await serveApi(t);
  for (const path of ["/admin/generations", "/metrics", "/healthz", "/readyz", "/%61dmin/rules"])
    assert.equal((await get(path)).status, 404, path);
});

test("another method is refused with the methods that work", async (t) => {
  const { get, url } = await serveApi(t);
  const answer = await get("/v2/dynamic-rules/sign");
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "POST");
  const deleted = await fetch(`${url}/docs/errors/INTERNAL_ERROR`, { method: "DELETE" });
  assert.equal(deleted.headers.get("allow"), "GET, HEAD");
});

test("no key, a foreign key and a key without the scope are told apart", async (t) => {
  const { get } = await serveApi(t);
  for (const headers of [{}, { apikey: "foreign" }]) {
    const answer = await get("/v2/dynamic-rules", headers);
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get("www-authenticate"), "Bearer");
    assert.equal(((await answer.json()) as Problem).code, "UNAUTHORIZED");
  }
  const forbidden = await get("/v2/dynamic-rules", { apikey: "ACCOUNT" });
  assert.equal(forbidden.status, 403);
  assert.match(((await forbidden.json()) as Problem).detail, /RULES/);
});

test("the key may come in any of its three headers", async (t) => {
  const { get } = await serveApi(t);
  for (const headers of [
    { apikey: "all" },
    { "x-api-key": "all" },
    { authorization: "Bearer all" },
  ])
    assert.equal((await get("/v2/account/whoami", headers)).status, 200);
});

test("whoami names the organization and what the key may do", async (t) => {
  const { get } = await serveApi(t);
  const answer = await get("/v2/account/whoami", { apikey: "ACCOUNT" });
  assert.deepEqual(await answer.json(), {
    id: "org_1",
    name: "Studio",
    permissions: ["ACCOUNT"],
  });
});

test("a key is checked before a body is looked at", async (t) => {
  const { post } = await serveApi(t);
  assert.equal((await post("/sign", "{", { apikey: "foreign" })).status, 401);
});

test("J09: no answer invites another origin", async (t) => {
  const { url } = await serveApi(t);
  const headers = {
    origin: "https://evil.example",
    "access-control-request-method": "GET",
    "access-control-request-headers": "apikey",
  };
  for (const method of ["OPTIONS", "GET"]) {
    const answer = await fetch(`${url}/v2/dynamic-rules`, { method, headers });
    assert.notEqual(answer.status, 200);
    for (const [name] of answer.headers) assert.doesNotMatch(name, /^access-control/);
  }
});

test("a body that is not JSON is refused with the type to send", async (t) => {
  const { url } = await serveApi(t);
  const answer = await fetch(`${url}/sign`, {
    method: "POST",
    headers: { apikey: "all", "content-type": "text/plain" },
    body: "endpoint=/",
  });
  assert.equal(answer.status, 400);
  assert.match(((await answer.json()) as Problem).detail, /application\/json/);
});

test("a broken percent-encoding in the path is the caller's fault", async (t) => {
  const { get } = await serveApi(t);
  const answer = await get("/v2/%zz");
  assert.equal(answer.status, 400);
  assert.equal(((await answer.json()) as Problem).code, "BAD_REQUEST");
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
});

test("a handler's failure tells the client nothing and the log everything", async (t) => {
  const { post, lines } = await serveApi(t, {
    builds: [],
    current: {
      environment: "sandbox",
      revision: "1",
      scheme: "x",
      params: {},
      order: 1,
      builtAt: undefined,
      acceptedAt: 0,
      source: "",
      sign: () => {
        throw new Error("the inner reason");
      },
    },
  });
  const answer = await post("/sign", { endpoint: "/" });
  assert.equal(answer.status, 500);
  const text = await answer.text();
  assert.doesNotMatch(text, /inner reason|\.ts/);
  const line = lines.find((each) => each.includes("the inner reason"));
  assert.equal((JSON.parse(line ?? "{}") as Problem).requestId, "req_1");
});

test("each request leaves one line and one set of series by route template", async (t) => {
  const { get, lines, metrics } = await serveApi(t);
  await get("/docs/errors/BAD_REQUEST");
  await get("/nowhere/1");
  await get("/nowhere/2?token=secret");
  const outcomes = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    outcomes.map(({ route, status }) => [route, status]),
    [
      ["/docs/errors/:code", 302],
      ["unmatched", 404],
      ["unmatched", 404],
    ],
  );
  assert.match(
    await metrics.text(),
    /countersign_control_duration_seconds_count\{.*route="unmatched".*\} 2/,
  );
});

test("the front page explains itself to people and to programs", async (t) => {
  const { get } = await serveApi(t);
  const json = (await (await get("/", {})).json()) as { examples: string[]; errors: string };
  assert.match(json.examples.join("\n"), /x-connection-id/);
  assert.equal((await get(json.errors, {})).status, 200);
  const page = await get("/", { accept: "text/html,*/*" });
  assert.match(page.headers.get("content-type") ?? "", /text\/html/);
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.match(await page.text(), /<h1>Countersign<\/h1>/);
});

test("the type of every error resolves to its line of the docs", async (t) => {
  const { get } = await serveApi(t);
  const page = await (await get("/docs/errors", {})).text();
  const markdown = await (await get("/docs/errors.md", {})).text();
  for (const code of Object.keys(ERRORS)) {
    const answer = await get(new URL(code, "http://gateway/docs/errors/").pathname, {});
    assert.equal(answer.headers.get("location"), `/docs/errors#${code}`);
    assert.ok(page.includes(`id="${code}"`));
    assert.ok(markdown.includes(`| ${code} |`));
  }
  assert.equal((await get("/docs/errors/__proto__", {})).status, 404);
});
