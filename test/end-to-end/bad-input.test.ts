import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { newKey } from "../../gateway/ids.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { makeFolder } from "./folder.ts";
import { alike, askAmiss, type Ask } from "./refusals.ts";
import { stockUp, type Stock } from "./stock.ts";

const BODY_BYTES = 4_096;
const NEVER = "conn_000000000000000000000000";

describe("bad input, over the wire", () => {
  let gateway: TestGateway;
  let stock: Stock;
  const closers: (() => void | Promise<void>)[] = [];

  before(async () => {
    const cleanup: Cleanup = { after: (close) => void closers.push(close) };
    const folder = await makeFolder(cleanup);
    stock = await stockUp(cleanup, folder.path);
    gateway = await startTestGateway(
      cleanup,
      {
        limits: { requestBodyBytes: BODY_BYTES },
        environments: { live: { enabled: true, origin: "https://live.invalid" } },
      },
      { env: { DATA_DIR: folder.path } },
    );
  });
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });

  const refused = (ask: Ask) => askAmiss(gateway, ask);

  async function upstreamRequests(): Promise<number> {
    const response = await fetch(`${gateway.sandbox.url}/_sandbox/counters`);
    return ((await response.json()) as { requests: number }).requests;
  }

  const json = { "content-type": "application/json" };
  const cases: readonly (readonly [
    title: string,
    ask: () => Ask,
    status: number,
    code: string,
    detail: RegExp,
  ])[] = [
    ["no key", () => ({ key: "" }), 401, "UNAUTHORIZED", /key/i],
    ["an unknown key", () => ({ key: "cs_sandbox_unknown" }), 401, "UNAUTHORIZED", /key/i],
    ["a revoked key", () => ({ key: stock.keys.revoked }), 401, "UNAUTHORIZED", /key/i],
    ["a key without the scope", () => ({ key: stock.keys.rulesOnly }), 403, "FORBIDDEN", /ACCESS/],
    ["a foreign key", () => ({ key: stock.keys.foreign }), 401, "SESSION_NOT_PROVIDED", /connect/i],
    [
      "a live key with a sandbox connection",
      () => ({ key: stock.keys.live }),
      401,
      "SESSION_NOT_PROVIDED",
      /connect/i,
    ],
    [
      "a sandbox key with a live connection",
      () => ({ connection: stock.connections.live }),
      401,
      "SESSION_NOT_PROVIDED",
      /connect/i,
    ],
    ["no connection", () => ({ connection: "" }), 401, "SESSION_NOT_PROVIDED", /connect/i],
    ["an unknown connection", () => ({ connection: NEVER }), 401, "SESSION_NOT_PROVIDED", /conn/i],
    [
      "a foreign connection",
      () => ({ connection: stock.connections.foreign }),
      401,
      "SESSION_NOT_PROVIDED",
      /connect/i,
    ],
    [
      "an expired connection",
      () => ({ connection: stock.connections.expired }),
      401,
      "SESSION_EXPIRED",
      /ended/,
    ],
    [
      "a grant without the permission",
      () => ({ connection: stock.connections.grantless }),
      403,
      "FORBIDDEN",
      /`profile:read`/,
    ],
    [
      "malformed JSON",
      () => ({ method: "POST", path: "/v2/access/posts", headers: json, body: '{"text": "a",}' }),
      400,
      "BAD_REQUEST",
      /line 1, column 14/,
    ],
    [
      "an oversized body",
      () => ({
        method: "POST",
        path: "/v2/access/proxy/posts",
        headers: json,
        body: " ".repeat(BODY_BYTES + 1),
      }),
      413,
      "BODY_TOO_LARGE",
      /4096/,
    ],
    [
      "an oversized head",
      () => ({ headers: { "x-long": "a".repeat(20_000) } }),
      431,
      "HEADERS_TOO_LARGE",
      /head/,
    ],
    ["an unknown route", () => ({ path: "/v2/nothing" }), 404, "ROUTE_NOT_FOUND", /route/i],
    ["an unknown endpoint", () => ({ path: "/v2/access/nothing" }), 404, "ROUTE_NOT_FOUND", /./],
    [
      "a known endpoint with another method",
      () => ({ method: "DELETE", path: "/v2/access/self" }),
      405,
      "METHOD_NOT_ALLOWED",
      /GET/,
    ],
    [
      "a risky proxy path",
      () => ({
        method: "POST",
        path: "/v2/access/proxy/payouts/requests",
        headers: json,
        body: "{}",
      }),
      403,
      "FORBIDDEN",
      /`money`.*setting `allow`/,
    ],
    [
      "a risky path of clients written against the upstream",
      () => ({ path: "/api2/v2/users/me/auth-token" }),
      403,
      "FORBIDDEN",
      /`credential`.*setting `allow`/,
    ],
  ];

  for (const [title, ask, status, code, detail] of cases) {
    test(`${title} is refused with ${code}, and nothing goes upstream`, async () => {
      const sent = await upstreamRequests();
      const refusal = await refused(ask());
      const { problem } = refusal;
      assert.deepEqual([refusal.status, problem["code"]], [status, code]);
      assert.match(String(problem["detail"]), detail);
      assert.equal(await upstreamRequests(), sent);
    });
  }

  test("J01: whether a connection is foreign, of the other environment, expired elsewhere or nobody's cannot be told from the answer", async () => {
    const { foreign, foreignExpired, live } = stock.connections;
    const unknown = alike(await refused({ connection: NEVER }));
    for (const connection of [foreign, foreignExpired, live, "conn_nonsense", "../../etc"])
      assert.deepEqual(alike(await refused({ connection })), unknown, connection);
  });

  test("unknown and revoked keys are answered alike, and no key is repeated anywhere", async () => {
    const unknown = newKey("sandbox");
    const answers = [await refused({ key: stock.keys.revoked }), await refused({ key: unknown })];
    assert.deepEqual(answers.map(alike)[0], answers.map(alike)[1]);
    const said = JSON.stringify(answers.map(({ problem }) => problem)) + gateway.log();
    for (const key of [unknown, ...Object.values(stock.keys)]) assert.ok(!said.includes(key));
  });

  test("after all of it a good call is answered", async () => {
    const { apiKey, creator } = gateway.sandbox;
    const answer = await fetch(new URL("/v2/access/self", gateway.url), {
      headers: { apikey: apiKey, "x-connection-id": creator },
    });
    assert.equal(answer.status, 200);
  });
});
