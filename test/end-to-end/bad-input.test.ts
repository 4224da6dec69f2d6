import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { createKeys } from "../../gateway/keys/create-keys.ts";
import { addTenant, createKeptLog, defaultCaller, openTestStore } from "../store/test-store.ts";
import { newSession } from "../connections/test-connections.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { makeFolder } from "./folder.ts";

const BODY_BYTES = 4_096;
const NEVER = "conn_000000000000000000000000";

/** What was made before the gateway started: keys and connections of several owners and states. */
interface Stock {
  readonly keys: Readonly<Record<"revoked" | "foreign" | "live" | "rulesOnly", string>>;
  readonly connections: Readonly<
    Record<"expired" | "foreign" | "foreignExpired" | "live" | "grantless", string>
  >;
}

async function stockUp(cleanup: Cleanup, dataDir: string): Promise<Stock> {
  const store = await openTestStore(cleanup, dataDir);
  const keys = createKeys({ store, clock: systemClock });
  const connections = createConnections({ store, clock: systemClock, log: createKeptLog() });
  const own = await defaultCaller(store);
  const live = await defaultCaller(store, "live");
  const foreign = await addTenant(store, "other");
  const keyOf = async (
    { organizationId, appId, environment }: typeof own,
    scope: "ACCESS" | "RULES" = "ACCESS",
  ) => keys.create({ organizationId, appId, environment, scopes: [scope] });
  const connectionOf = async (
    caller: typeof own,
    upstreamUserId: string,
    permissions: readonly string[] = ["profile:read", "proxy:any"],
  ) => (await connections.put(newSession(caller, { upstreamUserId, permissions }))).id;

  const revoked = await keyOf(own);
  await keys.revoke(revoked.keyId);
  const expired = await connectionOf(own, "1001");
  const foreignExpired = await connectionOf(foreign, "1002");
  for (const id of [expired, foreignExpired]) await connections.setState(id, "expired", "test");
  const stock: Stock = {
    keys: {
      revoked: revoked.key,
      foreign: (await keyOf(foreign)).key,
      live: (await keyOf(live)).key,
      rulesOnly: (await keyOf(own, "RULES")).key,
    },
    connections: {
      expired,
      foreign: await connectionOf(foreign, "1003"),
      foreignExpired,
      live: await connectionOf(live, "1004"),
      grantless: await connectionOf(own, "1005", []),
    },
  };
  await connections.close();
  await store.close();
  return stock;
}

interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly key?: string | undefined;
  readonly connection?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly problem: Readonly<Record<string, unknown>>;
}

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

  /** Sends what must be refused, and checks what every refusal has. */
  async function refused(ask: Ask): Promise<Refusal> {
    const { apiKey, creator } = gateway.sandbox;
    const { key = apiKey, connection = creator } = ask;
    const { method = "GET", path = "/v2/access/self", body } = ask;
    const answer = await fetch(new URL(path, gateway.url), {
      method,
      headers: {
        ...(key !== "" && { apikey: key }),
        ...(connection !== "" && { "x-connection-id": connection }),
        ...ask.headers,
      },
      ...(body !== undefined && { body }),
    });
    const problem = (await answer.json()) as Refusal["problem"];
    assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.equal(problem["status"], answer.status);
    for (const member of ["code", "source", "detail", "requestId", "title"])
      assert.equal(typeof problem[member], "string", `${member} of ${JSON.stringify(problem)}`);
    assert.equal(typeof problem["retryable"], "boolean");
    const actions = problem["nextActions"];
    assert.ok(Array.isArray(actions) && actions.length > 0);
    assert.equal(answer.headers.get("x-request-id"), problem["requestId"]);
    return { status: answer.status, headers: answer.headers, problem };
  }

  async function upstreamRequests(): Promise<number> {
    const response = await fetch(`${gateway.sandbox.url}/_sandbox/counters`);
    return ((await response.json()) as { requests: number }).requests;
  }

  /** All of a refusal but what names this one request. */
  function alike({ status, headers, problem }: Refusal): object {
    const { requestId, ...rest } = problem;
    const fields = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name));
    return { status, rest, fields, hasId: requestId !== undefined };
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
      /expired/i,
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
      /header/i,
    ],
    ["an unknown route", () => ({ path: "/v2/nothing" }), 404, "ROUTE_NOT_FOUND", /route/i],
    ["an unknown endpoint", () => ({ path: "/v2/access/nothing" }), 404, "ROUTE_NOT_FOUND", /./],
    [
      "a known endpoint with another method",
      () => ({ method: "PATCH", path: "/v2/access/self" }),
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
    const unknown = "cs_sandbox_0123456789abcdefghijklmnopqrstuv";
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
