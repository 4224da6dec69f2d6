import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Cleanup } from "../support/cleanup.ts";
import { startPlainGateway, startSignedGateway } from "../support/gateway.ts";
import { connectRaw } from "../support/raw-client.ts";
import { field } from "../support/raw-responses.ts";
import { always, startScriptedOrigin } from "../support/scripted-origin.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, codeOf, get, hear, request } from "./ask.ts";

async function start(cleanup: Cleanup, config: Parameters<typeof startPlainGateway>[2] = {}) {
  const origin = await startTappedOrigin(cleanup);
  return { origin, gateway: await startPlainGateway(cleanup, origin.url, config) };
}

test("D01: heads that never end are cut, and a well-behaved client is served meanwhile", async (t) => {
  const { gateway, origin } = await start(t, { server: { headersTimeoutMs: 300 } });
  const clients = await Promise.all(Array.from({ length: 100 }, () => connectRaw(gateway.port)));
  const dripping = clients.map(async (client) => {
    await client.write("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    while (client.reason() === "open") {
      await client.write("a");
      await pause(50);
    }
  });
  const { answers } = await ask(gateway.port, get("/good"));
  assert.equal(answers[0]?.status, 200);
  await Promise.all(dripping);
  assert.equal(origin.requests.length, 1);
});

test("D02: uploads that drip are cut at a deadline", async (t) => {
  const { gateway, origin } = await start(t, { timeouts: { totalMs: 600 } });
  const clients = await Promise.all(Array.from({ length: 50 }, () => connectRaw(gateway.port)));
  await Promise.all(
    clients.map(async (client) => {
      await client.write(request("POST", "/slow", ["Content-Length: 1000"]));
      while (client.reason() === "open") {
        await client.write("a");
        await pause(50);
      }
    }),
  );
  assert.equal(origin.requests.length, 0);
});

test("D03: a body over the limit is refused before it is read, whatever its framing", async (t) => {
  const { gateway, origin } = await start(t, { limits: { requestBodyBytes: 1000 } });
  const chunk = `3e9\r\n${"x".repeat(1001)}\r\n0\r\n\r\n`;
  for (const bytes of [
    request("POST", "/", ["Content-Length: 1001"]),
    request("POST", "/", ["Transfer-Encoding: chunked"]) + chunk,
  ]) {
    const { answers, client } = await ask(gateway.port, bytes);
    assert.equal(codeOf(answers[0]), "BODY_TOO_LARGE");
    client.destroy();
  }
  assert.equal(origin.requests.length, 0);
  const { answers } = await ask(gateway.port, request("POST", "/", [], "x".repeat(1000)));
  assert.equal(answers[0]?.status, 200);
});

for (const [what, bytes, status] of [
  ["a target over 8 KiB", get(`/${"a".repeat(8200)}`), 414],
  ["a head over 16 KiB", get("/", `X: ${"a".repeat(17_000)}`), 431],
  ["more than 100 fields", get("/", ...Array.from({ length: 120 }, (_, i) => `X${i}: 1`)), 431],
] as const) {
  test(`D04: ${what} is refused with ${status}`, async (t) => {
    const { gateway, origin } = await start(t);
    const { answers, client } = await ask(gateway.port, bytes);
    await client.closed();
    assert.equal(answers[0]?.status, status);
    assert.equal(origin.requests.length, 0);
  });
}

test("D05: connections beyond an address's share are closed, and those there go on", async (t) => {
  const { gateway } = await start(t, { server: { maxConnectionsPerAddress: 3 } });
  const clients = await Promise.all(Array.from({ length: 3 }, () => connectRaw(gateway.port)));
  const extra = await connectRaw(gateway.port);
  await extra.closed();
  for (const client of clients) {
    await client.write(get("/"));
    assert.equal((await hear(client)).answers[0]?.status, 200);
  }
  clients[0]?.destroy();
  // The place is free as soon as the gateway has seen it go.
  for (let isServed = false; !isServed;) {
    const { answers } = await ask(gateway.port, get("/"));
    isServed = answers[0]?.status === 200;
  }
});

test("D05: connections beyond the whole are closed, and those there go on", async (t) => {
  const { gateway } = await start(t, { server: { maxConnections: 2 } });
  const clients = await Promise.all(Array.from({ length: 2 }, () => connectRaw(gateway.port)));
  const extra = await connectRaw(gateway.port);
  await extra.closed();
  for (const client of clients) {
    await client.write(get("/"));
    assert.equal((await hear(client)).answers[0]?.status, 200);
  }
});

test("D07: exactly the limit passes, the rest is told when to come back", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startSignedGateway(t, origin.url, {
    chains: {
      access: {
        plugins: [
          { use: "auth" },
          { use: "session" },
          { use: "rate-limit", with: { sandbox: { connection: { perMinute: 10 } } } },
          { use: "managed" },
          { use: "proxy-pool" },
          { use: "signer" },
        ],
      },
    },
  });
  const { apiKey, creator } = gateway.sandbox;
  const bytes = get(
    "/v2/access/proxy/users/me",
    `apikey: ${apiKey}`,
    `x-connection-id: ${creator}`,
  );
  const { answers } = await ask(gateway.port, bytes.repeat(20), { count: 20 });
  const passed = answers.filter(({ status }) => status === 200).length;
  assert.ok(Math.abs(passed - 10) <= 1, `${passed} passed`);
  const refused = answers.filter(({ status }) => status === 429);
  assert.equal(refused.length, 20 - passed);
  assert.equal(codeOf(refused[0]), "RATE_LIMIT_EXCEEDED");
  assert.ok(Number(field(refused[0], "retry-after")) > 0);
});

test("D15: unknown paths and methods add no series", async (t) => {
  const { gateway } = await start(t);
  const seriesOf = async () =>
    (await gateway.metrics())
      .split("\n")
      .map((line) => line.replace(/ \S+$/, ""))
      .filter((line) => line !== "" && !line.startsWith("#"));
  const paths = (from: number) =>
    Array.from({ length: 500 }, (_, i) => get(`/unknown/${from + i}?q=${i}`)).join("");
  await ask(gateway.port, paths(0), { count: 500 });
  const before = new Set(await seriesOf());
  await ask(gateway.port, paths(1000), { count: 500 });
  for (const method of ["PROPFIND", "REPORT", "PURGE", "M-SEARCH"]) {
    await ask(gateway.port, request(method, "/x"));
  }
  const added = (await seriesOf()).filter((series) => !before.has(series));
  assert.ok(added.length < 40, added.slice(0, 5).join("\n"));
  assert.ok(!added.some((series) => /unknown|PROPFIND|PURGE/.test(series)));
});

test("D17: an absurd content coding is passed on and never decoded", async (t) => {
  const body = gzipSync(Buffer.alloc(50_000_000));
  const head =
    `HTTP/1.1 200 OK\r\nContent-Encoding: ${"gzip, ".repeat(999)}gzip\r\n` +
    `Content-Length: ${body.length}\r\n\r\n`;
  const origin = await startScriptedOrigin(t, always(Buffer.concat([Buffer.from(head), body])));
  const gateway = await startPlainGateway(t, origin.url);
  const { answers } = await ask(gateway.port, get("/"));
  assert.ok(answers[0]?.body.equals(body));
});

test("D18: ten thousand pipelined requests are answered in order", async (t) => {
  const { gateway, origin } = await start(t);
  const count = 10_000;
  const client = await connectRaw(gateway.port);
  await client.write(Array.from({ length: count }, (_, i) => get(`/${i}`)).join(""));
  const last = `"/${count - 1}"`;
  await client.until((received) => received.subarray(-300).includes(last), 30_000);
  const targets = [
    ...client
      .received()
      .toString()
      .matchAll(/"target":"\/(\d+)"/g),
  ];
  const firstWrong = targets.findIndex((match, index) => Number(match[1]) !== index);
  assert.equal(firstWrong, -1);
  assert.equal(targets.length, count);
  assert.equal(origin.requests.length, count);
  client.destroy();
});
