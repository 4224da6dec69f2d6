import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { call, command } from "./sandbox-script.ts";

const OLD_KEY = "the-key-of-the-old-service";
const ELSEWHERE = "conn_known-elsewhere";

const example = (name: string) =>
  fileURLToPath(new URL(`../../config/examples/plugins/${name}.ts`, import.meta.url));

/** The service an app moves away from: it answers with what reached it. */
async function startOldService(cleanup: Cleanup): Promise<string> {
  const echo = async (request: IncomingMessage) => ({
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: await text(request),
  });
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.setHeader("set-cookie", "theirs=1");
    void echo(request).then((seen) => response.writeHead(201).end(JSON.stringify(seen)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startWithExamples(
  cleanup: Cleanup,
  words: readonly string[] = ["unheard-of"],
): Promise<TestGateway> {
  const plugins = [
    "request-id",
    { use: example("header-tagger"), with: { value: "eu-1" } },
    { use: example("early-answer"), with: { path: "/v2/access/notice", body: { notice: "well" } } },
    { use: example("body-redactor"), with: { words, replacement: "#" } },
    example("hmac-sha512"),
    "auth",
    {
      use: example("fallback-upstream"),
      with: { baseUrl: await startOldService(cleanup), apiKey: OLD_KEY },
    },
    "session",
    "rate-limit",
    "managed",
    "proxy-pool",
    "signer",
  ];
  return startTestGateway(cleanup, { chains: { access: { plugins } } });
}

test("header-tagger says its word on answers of the upstream, of plugins and of errors", async (t) => {
  const gateway = await startWithExamples(t);
  const answers = [
    await call(gateway, "/v2/access/self"),
    await call(gateway, "/v2/access/notice"),
    await call(gateway, "/v2/access/nowhere"),
    await fetch(new URL("/v2/access/self", gateway.url)),
  ];
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, headers.get("x-served-by")]),
    [200, 200, 404, 401].map((status) => [status, "eu-1"]),
  );
});

test("early-answer answers before a key is asked for, and nothing goes upstream", async (t) => {
  const gateway = await startWithExamples(t);
  const before = await requests(gateway);
  const answer = await fetch(new URL("/v2/access/notice?x", gateway.url));
  assert.deepEqual([answer.status, await answer.json()], [200, { notice: "well" }]);
  assert.equal(await requests(gateway), before);
});

test("body-redactor works on an answer that the upstream drips, and the framing still holds", async (t) => {
  const plain = await startWithExamples(t);
  const whole = await (await call(plain, "/v2/access/proxy/users/me")).text();
  const { username, id } = JSON.parse(whole) as { username: string; id: number };
  const gateway = await startWithExamples(t, [username]);
  await command(gateway, "fault", { kind: "dripped-body", path: "/api2/v2/users/me", everyMs: 5 });
  const answer = await call(gateway, "/v2/access/proxy/users/me", {
    headers: { "accept-encoding": "gzip, br" },
  });
  const body = await answer.text();
  assert.equal(answer.status, 200);
  assert.ok(whole.includes(username));
  assert.ok(!body.includes(username));
  const profile = JSON.parse(body) as { username: string; id: number };
  assert.deepEqual([profile.username, profile.id], ["#", id]);
});

test("fallback-upstream serves connections known elsewhere from there with that service's key, and those known here from here", async (t) => {
  const gateway = await startWithExamples(t);
  assert.equal((await call(gateway, "/v2/access/self")).status, 200);
  const before = await requests(gateway);
  const answer = await fetch(new URL("/v2/access/posts?x=%5B", gateway.url), {
    method: "POST",
    headers: {
      apikey: gateway.sandbox.apiKey,
      "x-connection-id": ELSEWHERE,
      "content-type": "application/json",
      cookie: "mine=1",
    },
    body: '{"text":"hi"}',
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("set-cookie"), null);
  assert.match(answer.headers.get("x-request-id") ?? "", /^req_/);
  const seen = (await answer.json()) as {
    method: string;
    url: string;
    headers: Readonly<Record<string, string>>;
    body: string;
  };
  assert.deepEqual(
    [seen.method, seen.url, seen.body],
    ["POST", "/v2/access/posts?x=%5B", '{"text":"hi"}'],
  );
  assert.equal(seen.headers["apikey"], OLD_KEY);
  assert.equal(seen.headers["x-connection-id"], ELSEWHERE);
  assert.equal(seen.headers["cookie"], undefined);
  assert.ok(!JSON.stringify(seen).includes(gateway.sandbox.apiKey), "the key here stays here");
  assert.equal(await requests(gateway), before);

  const stranger = await fetch(new URL("/v2/access/self", gateway.url), {
    headers: { apikey: "not-a-key", "x-connection-id": ELSEWHERE },
  });
  assert.equal(stranger.status, 401, "without a key of this gateway nothing is forwarded");
});

async function requests(gateway: TestGateway): Promise<number> {
  const response = await fetch(`${gateway.sandbox.url}/_sandbox/counters`);
  return ((await response.json()) as { requests: number }).requests;
}
