import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import test from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import type { Connection } from "../../gateway/connections/connection.ts";
import { createOrigins } from "../../gateway/http/origin.ts";
import { createProxyTransport } from "../../gateway/http/transport.ts";
import type { ActiveRules } from "../../gateway/rules/rules.ts";
import { createCall } from "../../gateway/upstream/call.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { createFakeClock } from "../support/fake-clock.ts";

const stale = JSON.stringify({ error: { code: 401, message: "Please refresh the page" } });
const connection: Connection = {
  id: "conn_1",
  organizationId: "org_1",
  environment: "sandbox",
  upstreamUserId: "42",
  username: undefined,
  state: "active",
  reason: undefined,
  egressId: undefined,
  country: undefined,
};
const build = (revision: string) => ({ revision }) as ActiveRules;

async function fixture(
  t: Cleanup,
  serve: RequestListener,
  options: { readonly newer?: string; readonly clock?: Clock; readonly hasRules?: boolean } = {},
) {
  const server = createServer(serve).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true });
  t.after(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const absorbed: string[] = [];
  const owners: string[] = [];
  const limits: unknown[] = [];
  const call = createCall({
    engine: {
      clock: options.clock ?? systemClock,
      transport: createProxyTransport(),
      originOf: createOrigins(),
      agents: {
        get: (owner, egress) => {
          owners.push(`${owner} ${egress.id}`);
          return agent;
        },
        close: () => undefined,
      },
      authority: {
        authorize: ({ request, signature }) => {
          request.headers["sign"] = signature?.revision ?? "";
        },
        absorb: (_attempt, lines) => void absorbed.push(...lines),
      },
    },
    egressFor: () => ({ id: "direct", kind: "direct" }),
    holdOffs: {
      limited: (egress, environment, seconds) =>
        void limits.push([egress.id, environment, seconds]),
    },
    environments: {
      sandbox: { name: "sandbox", origin, allowedOrigins: new Set([origin]), scheme: "onlyfans" },
    },
    rules: {
      current: () => (options.hasRules === false ? undefined : build("1:a")),
      waitForNewer: () =>
        Promise.resolve(options.newer === undefined ? undefined : build(options.newer)),
    },
    timeoutMs: 5_000,
    maxBytes: 1_000,
  });
  return { call, absorbed, owners, limits };
}

test("a call is authorized, carries its body as JSON and gives the whole answer", async (t) => {
  const { call, absorbed, owners } = await fixture(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      response.setHeader("set-cookie", ["csrf=1", "st=2"]);
      response.statusCode = 403;
      response.end(JSON.stringify([method, url, headers, Buffer.concat(chunks).toString()]));
    });
  });
  const answer = await call(connection, { method: "POST", path: "/x?y=%5B", body: { z: 1 } });
  assert.equal(answer.status, 403);
  const [method, url, headers, body] = JSON.parse(answer.body.toString()) as unknown[];
  assert.deepEqual([method, url, body], ["POST", "/x?y=%5B", '{"z":1}']);
  const sent = headers as Record<string, string>;
  assert.equal(sent["sign"], "1:a");
  assert.equal(sent["content-length"], "7");
  assert.equal(sent["content-type"], "application/json");
  assert.equal(sent["accept-encoding"], "identity");
  assert.deepEqual(absorbed, ["csrf=1", "st=2"]);
  assert.deepEqual(owners, ["conn_1 direct"]);
});

test("a call refused for stale rules is made once more with newer ones", async (t) => {
  const signs: unknown[] = [];
  const serve: RequestListener = (request, response) => {
    signs.push(request.headers["sign"]);
    response.statusCode = 400;
    response.end(stale);
  };
  const renewed = await fixture(t, serve, { newer: "2:b" });
  assert.equal((await renewed.call(connection, { method: "GET", path: "/" })).status, 400);
  assert.deepEqual(signs.splice(0), ["1:a", "2:b"]);
  const lonely = await fixture(t, serve);
  assert.equal((await lonely.call(connection, { method: "GET", path: "/" })).status, 400);
  assert.deepEqual(signs, ["1:a"]);
});

test("that the upstream limits the address is noted, with the time it asks for", async (t) => {
  const { call, limits } = await fixture(t, ({ url }, response) => {
    if (url === "/said") response.setHeader("retry-after", "7");
    response.statusCode = url === "/fine" ? 200 : 429;
    response.end("{}");
  });
  for (const path of ["/fine", "/said", "/unsaid"]) await call(connection, { method: "GET", path });
  assert.deepEqual(limits, [
    ["direct", "sandbox", 7],
    ["direct", "sandbox", undefined],
  ]);
});

test("without rules nothing is sent", async (t) => {
  const { call } = await fixture(t, () => assert.fail("sent"), { hasRules: false });
  await assert.rejects(call(connection, { method: "GET", path: "/" }), { code: "NOT_READY" });
});

test("an answer beyond the bound is refused, not held", async (t) => {
  const { call } = await fixture(t, (_request, response) => response.end("x".repeat(1_001)));
  await assert.rejects(call(connection, { method: "GET", path: "/" }), {
    code: "UPSTREAM_INVALID",
  });
});

test("an answer that stops in the middle ends at the deadline", async (t) => {
  const clock = createFakeClock();
  const reached = Promise.withResolvers<undefined>();
  const { call } = await fixture(
    t,
    (request, response) => {
      response.write("half");
      request.socket.once("close", () => undefined);
      reached.resolve(undefined);
    },
    { clock },
  );
  const calling = call(connection, { method: "GET", path: "/" });
  await reached.promise;
  clock.advance(5_000);
  await assert.rejects(calling, { code: "UPSTREAM_TIMEOUT" });
  assert.equal(clock.pending(), 0);
});

test("an upstream that cuts its answer off is an error of the upstream", async (t) => {
  const { call } = await fixture(t, (_request, response) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("half", () => response.destroy());
  });
  await assert.rejects(call(connection, { method: "GET", path: "/" }), {
    code: "UPSTREAM_CLOSED",
    source: "upstream",
  });
});
