import assert from "node:assert/strict";
import { test } from "node:test";
import { definePlugin, Type } from "../../gateway/chain/plugin.ts";
import plugins from "../../plugins/index.ts";
import { startPlainGateway, startSignedGateway } from "../support/gateway.ts";
import { field } from "../support/raw-responses.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, get } from "./ask.ts";
import { freePort } from "../support/free-port.ts";

/** Request heads that name another destination than the configured one. */
const DETOURS: readonly (readonly [
  what: string,
  target: (prefix: string, foreign: string) => string,
  fields?: (foreign: string) => string[],
])[] = [
  ["absolute form", (prefix, foreign) => `http://${foreign}${prefix}/users/me`],
  ["two slashes", (prefix, foreign) => `${prefix}//${foreign}/users/me`],
  ["a slash and an escaped slash", (prefix, foreign) => `${prefix}/%2f${foreign}/users/me`],
  ["an @", (prefix, foreign) => `${prefix}/@${foreign}/users/me`],
  ["an escaped @", (prefix, foreign) => `${prefix}/users%40${foreign}/me`],
  ["a backslash", (prefix, foreign) => `${prefix}/\\${foreign}/users/me`],
  ["a URL as path", (prefix, foreign) => `${prefix}/http://${foreign}/users/me`],
  ["a query", (prefix, foreign) => `${prefix}/users/me?url=http://${foreign}/&host=${foreign}`],
  ...["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "Origin"].map(
    (name) =>
      [
        name,
        (prefix: string) => `${prefix}/users/me`,
        (foreign: string) => [`${name}: ${name === "Forwarded" ? "host=" : ""}${foreign}`],
      ] as const,
  ),
];

for (const prefix of ["/v2/access/proxy", "/api2/v2", "/v2/access", "/v2/media"]) {
  test(`I01: no request under ${prefix} sends a session elsewhere`, async (t) => {
    const home = await startTappedOrigin(t);
    const foreign = await startTappedOrigin(t);
    const gateway = await startSignedGateway(t, home.url);
    const { apiKey, creator } = gateway.sandbox;
    const host = `127.0.0.1:${foreign.port}`;
    for (const [, target, fields = () => []] of DETOURS) {
      const { client, answers } = await ask(
        gateway.port,
        get(
          target(prefix, host),
          `apikey: ${apiKey}`,
          `x-connection-id: ${creator}`,
          ...fields(host),
        ),
      );
      assert.ok(answers.length > 0);
      client.destroy();
    }
    assert.equal(foreign.bytes().length, 0, "somebody connected elsewhere");
    const hosts = new Set(home.requests.map(({ headers }) => headers.host));
    assert.deepEqual([...hosts], home.requests.length === 0 ? [] : [`127.0.0.1:${home.port}`]);
  });
}

test("I02: a plugin that bends the destination gets an error, and the session stays here", async (t) => {
  const home = await startTappedOrigin(t);
  const foreign = await startTappedOrigin(t);
  const bend = definePlugin({
    name: "bend",
    summary: "Sends everything elsewhere.",
    config: Type.Object({}),
    setup: () => ({
      onUpstreamRequest: (_exchange, request) => {
        request.origin = foreign.url;
      },
    }),
  });
  const names = ["auth", "session", "managed", "bend", "proxy-pool", "signer"];
  const gateway = await startSignedGateway(
    t,
    home.url,
    {
      chains: { access: { plugins: names.map((use) => ({ use })) } },
    },
    { plugins: [...plugins, bend] },
  );
  const { apiKey, creator } = gateway.sandbox;
  const { answers } = await ask(
    gateway.port,
    get("/v2/access/proxy/users/me", `apikey: ${apiKey}`, `x-connection-id: ${creator}`),
  );
  assert.ok((answers[0]?.status ?? 0) >= 500);
  assert.equal(foreign.bytes().length, 0);
  assert.equal(home.bytes().length, 0);
});

test("I03: a redirect, anywhere or to itself, is passed on and not followed", async (t) => {
  const foreign = await startTappedOrigin(t);
  for (const location of [foreign.url, "//evil.test/", "/v2/again", "http://169.254.169.254/"]) {
    const home = await startTappedOrigin(t, (_request, response) =>
      response.writeHead(302, { location }).end(),
    );
    const gateway = await startPlainGateway(t, home.url);
    const { answers } = await ask(gateway.port, get("/").repeat(20), { count: 20 });
    assert.equal(answers.length, 20);
    assert.ok(answers.every((answer) => answer.status === 302));
    assert.equal(field(answers[0], "location"), location);
    assert.equal(home.requests.length, 20);
  }
  assert.equal(foreign.bytes().length, 0);
});

test("I14: a gateway whose upstream is itself answers with an error instead of calling for ever", async (t) => {
  const port = await freePort();
  const started = startPlainGateway(
    t,
    `http://127.0.0.1:${port}`,
    { server: { maxConnectionsPerAddress: 20 } },
    { env: { PORT: String(port) } },
  );
  const gateway = await started.catch((error: unknown) => error as Error);
  if (gateway instanceof Error) {
    assert.match(gateway.message, /itself|own/);
    return;
  }
  const { answers } = await ask(port, get("/"));
  assert.ok((answers[0]?.status ?? 0) >= 500);
  const stopped = /countersign_heads_refused_total\{reason="connections"\} [1-9]/;
  assert.doesNotMatch(await gateway.metrics(), stopped, "only the limit of connections stopped it");
});
