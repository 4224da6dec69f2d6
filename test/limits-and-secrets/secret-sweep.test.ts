import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { createLog } from "../../gateway/observe/log.ts";
import { startSandbox } from "../../gateway/sandbox/sandbox.ts";
import { FAULT_KINDS } from "../../gateway/sandbox/script/faults.ts";
import { createCanaries, findLeaks, type Canary } from "../support/canaries.ts";
import { startConnectProxy } from "../support/egress-proxies.ts";
import { startTestGateway } from "../support/gateway.ts";
import { portOf } from "../support/raw-client.ts";
import { makeRulesFolder } from "../support/rules-folder.ts";
import { ask, codeOf, get, request } from "../wire/ask.ts";
import { startTapPipe } from "./tap-pipe.ts";
import { makeScratch } from "../support/scratch.ts";

/** Files that hold a secret because that is what they are for. */
const BY_CONTRACT = /^(master\.key|sandbox(\.ended)?\.json|admin[-.]token)$/;
/** Rules documents are kept as they came, constants included, to sign with after a restart. */
const KEPT_RULES = /^kept-rules\//;

const [proxyPassword, callerCookie, wrongKey, wrongToken] = createCanaries([
  "proxy password",
  "cookie of the caller",
  "wrong API key",
  "wrong admin token",
]) as [Canary, Canary, Canary, Canary];

const seen = await sweep();

describe("after every class of call, fault, reload and refusal, at log level debug", () => {
  it("N01: no secret is in the log, in the metrics, or in any file but those that hold it by contract", () => {
    const places = { log: seen.log, metrics: seen.metrics, admin: seen.admin };
    assert.deepEqual(findLeaks({ ...places, ...seen.files }, seen.secrets), []);
    assert.deepEqual(findLeaks({ ...places, ...seen.plainFiles }, seen.constants), []);
  });

  it("N02: the upstream got no key, connection ID, token, proxy password, cookie or forwarding header of the caller", () => {
    const upstream = seen.upstream;
    assert.ok(upstream.includes("sess="), "the session itself was sent");
    assert.deepEqual(findLeaks({ upstream }, seen.notForUpstream), []);
    for (const name of [
      "x-connection-id",
      "apikey",
      "x-api-key",
      "x-forwarded-",
      "forwarded",
      "via",
    ])
      assert.ok(!new RegExp(`\\r\\n${name}[^:\\r\\n]*:`, "i").test(upstream), name);
  });

  it("N03: the client got no cookie, token, proxy password or signing constant", () => {
    // The upstream's own profile names its CSRF token in the body, and the raw proxy passes bodies on as they are.
    const secrets = seen.secrets.filter(({ name }) => name !== "new cookie csrf");
    assert.deepEqual(findLeaks({ client: seen.client }, [...secrets, ...seen.constants]), []);
    assert.deepEqual(findLeaks({ managed: seen.managed }, seen.secrets), []);
    assert.doesNotMatch(seen.client, /\r\nset-cookie:/i);
  });

  it("N01: the sweep went past every class of error it is meant to", () => {
    const missing = EXPECTED.filter((code) => !seen.codes.has(code));
    assert.deepEqual(missing, []);
  });

  it("N06: no error body tells of stack, file or module", () => {
    assert.doesNotMatch(seen.client, /\.ts:\d|node_modules|\bat [A-Z]\w+\.\w+ \(/);
  });
});

const EXPECTED = [
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "SESSION_NOT_PROVIDED",
  "SESSION_EXPIRED",
  "RULES_OUTDATED",
  "ROUTE_NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "BODY_TOO_LARGE",
  "URI_TOO_LONG",
  "EXPECTATION_FAILED",
  "HEADERS_TOO_LARGE",
  "UPSTREAM_CLOSED",
  "UPSTREAM_TIMEOUT",
  "UPSTREAM_BLOCKED",
  "UPSTREAM_MAINTENANCE",
  "PROXY_ERROR",
];

async function sweep() {
  const cleanup = { after };
  const clock = systemClock;
  const sandbox = await startSandbox({ clock, log: createLog({ level: "silent", clock }) });
  after(sandbox.close);
  const tap = await startTapPipe(cleanup, portOf(sandbox.url));
  const proxy = await startConnectProxy(cleanup, { username: "u", password: proxyPassword.value });
  const folder = makeScratch(cleanup, "sweep");
  const rulesDir = await makeRulesFolder(folder);
  await rm(join(rulesDir, "sandbox"), { recursive: true });
  await mkdir(join(rulesDir, "sandbox"));
  const rules = sandbox.rules();
  await writeFile(join(rulesDir, "sandbox", "own.json"), JSON.stringify(rules));
  const member = { ...proxy.egress, username: "u", password: proxyPassword.value };
  const config = {
    log: { level: "debug" },
    environments: { sandbox: { origin: tap.url } },
    timeouts: { headMs: 700, bodyIdleMs: 700 },
    limits: { requestBodyBytes: 4096 },
    egress: { pools: { default: { members: [member] } } },
  };
  const file = join(folder, "gateway.json");
  await writeFile(file, JSON.stringify(config));
  const gateway = await startTestGateway(
    cleanup,
    {},
    { config: file, env: { RULES_DIR: rulesDir } },
  );
  const { apiKey, creator, fan } = gateway.sandbox;

  let client = "";
  let managed = "";
  const codes = new Set<string>();
  const send = async (bytes: string) => {
    const asked = await ask(gateway.port, bytes, { timeoutMs: 5_000 }).catch(() => undefined);
    client += asked?.client.received().toString("latin1") ?? "";
    if (/^\w+ \/v2\/access\/(?!proxy)/.test(bytes))
      managed += asked?.client.received().toString("latin1") ?? "";
    const code = codeOf(asked?.answers[0]);
    if (code !== undefined) codes.add(code);
    asked?.client.destroy();
  };
  const script = (name: string, body: object) =>
    fetch(`${sandbox.url}/_sandbox/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const mine = [
    `apikey: ${apiKey}`,
    `x-connection-id: ${creator}`,
    `Cookie: own=${callerCookie.value}`,
    "X-Forwarded-For: 192.0.2.1",
    "Forwarded: for=192.0.2.1",
    "Via: 1.1 before",
  ];
  const me = get("/v2/access/proxy/users/me", ...mine);

  await script("session", { account: "creator", action: "refresh-cookies" });
  for (const path of [
    "/v2/access/self",
    "/v2/access/posts",
    "/v2/access/chats",
    "/api2/v2/users/me",
    "/v2/account/whoami",
  ])
    await send(get(path, ...mine));
  await send(
    request(
      "POST",
      "/v2/access/proxy/posts",
      [...mine, "Content-Type: application/json"],
      '{"text":"hello"}',
    ),
  );
  for (const kind of FAULT_KINDS) {
    await script("fault", { kind, path: "/api2", times: 3 });
    await send(get("/v2/access/self", ...mine));
    for (let left = 0; left < 3; left++) await send(me);
  }
  proxy.fault = { answer: "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n" };
  // An account that has no connection yet, so that one must be made.
  await send(get("/v2/access/self", `apikey: ${apiKey}`, `x-connection-id: ${fan}`));
  proxy.fault = undefined;

  for (const bytes of [
    get("/v2/access/self"),
    get("/v2/access/self", `apikey: ${wrongKey.value}`),
    get(`/v2/access/self?apikey=${apiKey}`, `Authorization: Bearer ${wrongKey.value}`),
    get("/v2/access/self", `apikey: ${apiKey}`, `x-connection-id: ${wrongKey.value}`),
    get("/nowhere", ...mine),
    request("DELETE", "/v2/account/whoami", mine),
    request(
      "POST",
      "/v2/dynamic-rules/sign",
      [...mine, "Content-Type: application/json"],
      `{"${callerCookie.value}`,
    ),
    request("POST", "/v2/access/proxy/posts", [...mine, "Content-Length: 5000"]),
    get(`/${"a".repeat(9_000)}`, ...mine),
    get("/v2/access/self", ...mine, "Expect: the-moon"),
    get("/v2/access/self", ...mine, `X: ${"a".repeat(17_000)}`),
    `GET / HTTP/1.1\r\nHost: a\r\napikey : ${apiKey}\r\n\r\n`,
  ])
    await send(bytes);

  let admin = "";
  for (const token of [gateway.adminToken, wrongToken.value])
    for (const path of ["generations", "exchanges", "egress", "rules"]) {
      const headers = { authorization: `Bearer ${token}` };
      admin += await (await fetch(`${gateway.adminUrl}/admin/${path}`, { headers })).text();
    }
  await gateway.reload();
  const broken = {
    ...config,
    egress: { pools: { default: { members: [{ ...member, port: proxyPassword.value }] } } },
  };
  await writeFile(file, JSON.stringify(broken));
  admin += JSON.stringify(await gateway.reload().catch(String));
  admin += await (await fetch(`${gateway.adminUrl}/readyz`)).text();

  await script("rotate", { publish: false });
  await send(me);
  await writeFile(join(rulesDir, "sandbox", "own.json"), JSON.stringify(sandbox.rules()));
  await script("session", { account: "creator", action: "expire" });
  for (let left = 0; left < 3; left++) await send(me);

  const metrics = await gateway.metrics();
  const files = await readFiles(gateway.dataDir);
  await gateway.close();
  Object.assign(files, prefixed("closed: ", await readFiles(gateway.dataDir)));

  const { cookie, xBc } = sandbox.accounts.creator;
  const credentials: Canary[] = [
    { name: "API key", value: apiKey },
    { name: "admin token", value: gateway.adminToken },
    proxyPassword,
    callerCookie,
    wrongKey,
    wrongToken,
  ];
  const session = [
    ...secretCookies(cookie),
    { name: "x-bc", value: xBc },
    ...newCookies(tap.answered().toString("latin1")),
  ];
  return {
    log: gateway.log(),
    metrics,
    admin,
    files,
    plainFiles: Object.fromEntries(
      Object.entries(files).filter(([name]) => !KEPT_RULES.test(name.replace("closed: ", ""))),
    ),
    client,
    managed,
    codes,
    upstream: tap.sent().toString("latin1"),
    secrets: [...credentials, ...session],
    notForUpstream: [...credentials, { name: "connection ID", value: creator }],
    constants: [
      {
        name: "static_param",
        value: String((rules as unknown as Record<string, unknown>)["static_param"]),
      },
    ],
  };
}

async function readFiles(dataDir: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files: Record<string, Buffer> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(dataDir.length + 1);
    if (entry.isFile() && !BY_CONTRACT.test(name)) files[name] = await readFile(path);
  }
  return files;
}

function prefixed(prefix: string, files: Record<string, Buffer>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [prefix + name, bytes]));
}

/** The cookies of a session that let their holder in, or make them recognizable. */
function secretCookies(cookie: string): Canary[] {
  return cookie
    .split("; ")
    .map((pair) => pair.split("=") as [string, string])
    .filter(([name]) => ["sess", "csrf", "st", "fp"].includes(name))
    .map(([name, value]) => ({ name: `cookie ${name}`, value }));
}

/** What the upstream set meanwhile. */
function newCookies(answered: string): Canary[] {
  return [...answered.matchAll(/\r\nset-cookie: (\w+)=([^;\r\n]{20,})/gi)].map(
    ([, name = "", value = ""]) => ({
      name: `new cookie ${name}`,
      value,
    }),
  );
}
