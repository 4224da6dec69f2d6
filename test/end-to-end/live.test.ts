import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { createInnerCommandLine, type CommandLine } from "../cli/command-line.ts";
import { hasOpenssl } from "../support/certificates.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startConnectProxy, startSocksProxy, type TestProxy } from "../support/egress-proxies.ts";
import { freePort } from "../support/free-port.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { LIVE_HOST, startLiveSite, type LiveSite } from "../support/live-site.ts";
import { makeFolder, makeRulesCopy } from "./folder.ts";
import { until } from "./until.ts";

const skip = hasOpenssl() ? false : "there is no openssl command to make certificates with";
const PROXY_USER = { username: "operator", password: "proxy-password" };

const cleanup = untilFileEnds();
let site: LiveSite;
let proxies: { readonly connect: TestProxy; readonly socks: TestProxy; readonly mute: TestProxy };
let gateway: TestGateway;
let env: Readonly<Record<string, string>>;
let cli: CommandLine;
let key: string;
let creator: string;
let fan: string;

before(async () => {
  if (skip !== false) return;
  site = await startLiveSite(cleanup);
  proxies = {
    connect: await startConnectProxy(cleanup, PROXY_USER),
    socks: await startSocksProxy(cleanup, PROXY_USER),
    mute: await startConnectProxy(cleanup),
  };
  proxies.mute.fault = { answer: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" };
  const folder = await makeFolder(cleanup);
  const rules = await makeRulesCopy(cleanup);
  await rm(join(rules.path, "live"), { recursive: true });
  await mkdir(join(rules.path, "live"));
  const members = [
    { ...proxies.connect.egress, id: "paris" },
    { ...proxies.socks.egress, id: "oslo" },
    { ...proxies.mute.egress, id: "refusing" },
    { id: "dead", kind: "connect", host: "127.0.0.1", port: await freePort() },
  ];
  await folder.drop("gateway.json", {
    environments: {
      sandbox: { enabled: false },
      live: {
        enabled: true,
        origin: site.origin,
        hashOrigin: site.origin,
        feeds: [
          ...site.feeds.urls.map((url) => ({ url, intervalMs: 1_000 })),
          // One that waits for its key, and is not asked.
          { url: "http://127.0.0.1:1/", enabled: false, headers: { key: "${file:none}" } },
        ],
      },
    },
    rules: { refreshWaitMs: 200 },
    // Doctor would rightly say that a gateway that runs as root shows no live login in a browser.
    link: { browser: { enabled: false } },
    limits: { maxLagMs: 60_000 },
    egress: { pools: { default: { members } } },
  });
  const config = join(folder.path, "gateway.json");
  env = {
    DATA_DIR: join(folder.path, "data"),
    KEY_FILE: join(folder.path, "master.key"),
    RULES_DIR: rules.path,
    CONFIG: config,
    // Without a sandbox there is no hand-out that tells a command where the gateway is.
    ADMIN_PORT: String(await freePort()),
  };
  gateway = await startTestGateway(cleanup, {}, { config, env });
  cli = createInnerCommandLine(env);
  await until("the feeds' rules are there", isReady);
  ({ key } = (await cli.json(0, "keys", "create", "--scopes", "ACCESS")) as { key: string });
  [creator = "", fan = ""] = await importRows(
    { ...site.accounts.creator, egressId: "paris" },
    { ...site.accounts.fan, egressId: "oslo" },
  );
});

const isReady = async () => (await fetch(`${gateway.adminUrl}/readyz`)).ok;

async function importRows(
  ...accounts: (LiveSite["accounts"]["creator"] & { egressId: string; basis?: string })[]
): Promise<string[]> {
  const rows = accounts.map(({ cookie, userAgent, xBc, egressId, basis }) =>
    JSON.stringify({ cookie, userAgent, xBc, egressId, basis }),
  );
  const { code, stdout } = await cli.feed(rows.join("\n"), "connections", "import", "--json");
  assert.equal(code, 0, stdout);
  const { rows: done } = JSON.parse(stdout) as { rows: { connectionId: string }[] };
  return done.map(({ connectionId }) => connectionId);
}

interface Problem {
  readonly code: string;
  readonly source: string;
  readonly detail: string;
  readonly nextActions: readonly string[];
}

async function ask(connectionId: string, apikey = key) {
  const headers = { apikey, "x-connection-id": connectionId };
  const answer = await fetch(`${gateway.url}/v2/access/self`, { headers });
  return { status: answer.status, body: (await answer.json()) as Problem & { id?: number } };
}

interface Finding {
  readonly check: string;
  readonly verdict: string;
  readonly found: string;
  readonly remedy?: string;
}

async function examine(code: number, line = cli): Promise<readonly Finding[]> {
  const data = await line.json(code, "doctor", "--connection", creator);
  return (data as { findings: Finding[] }).findings;
}

test(
  "a live key and an imported session are answered through the connection's own proxy alone, and doctor is green",
  { skip },
  async () => {
    const there = `${LIVE_HOST}:${site.port}`;
    for (const [id, proxy, other, account] of [
      [creator, proxies.connect, proxies.socks, site.accounts.creator],
      [fan, proxies.socks, proxies.connect, site.accounts.fan],
    ] as const) {
      const idle = other.destinations.length;
      const { status, body } = await ask(id);
      assert.deepEqual([status, String(body.id)], [200, account.userId]);
      assert.equal(proxy.destinations.at(-1), there, "the proxy was left to resolve the name");
      assert.equal(other.destinations.length, idle);
    }
    const { code, stdout } = await cli.run("doctor", "--connection", creator);
    assert.equal(code, 0, stdout);
    for (const check of ["connection egress", "connection signed out", "connection signed in"])
      assert.match(stdout, new RegExp(`^${check} +ok +\\d+ ms through paris`, "m"));
    assert.equal(stdout.match(/^feed http.* ok +answered/gm)?.length, 3, "one for each format");
    assert.doesNotMatch(stdout, / (warn|fail) /);
  },
);

/** What is made wrong, what a call is then answered with, and the row of the doctor that says so. */
interface Fault {
  readonly name: string;
  readonly inject: () => Promise<unknown>;
  readonly restore?: () => Promise<unknown>;
  readonly answer: readonly [code: string, source: string, remedy: RegExp];
  readonly row: readonly [check: RegExp, found: RegExp, remedy: RegExp];
  /** Whether it is there until restored, however often it was met. */
  readonly lasts?: true;
  readonly apiKey?: string;
  readonly env?: () => Promise<Readonly<Record<string, string>>>;
}

let imports = 0;
const reimport = (changes: object = {}) =>
  importRows({
    ...site.accounts.creator,
    egressId: "paris",
    basis: `import ${++imports}`,
    ...changes,
  });
const place = (egressId: string) =>
  cli.json(0, "connections", "place", creator, "--egress", egressId);
const strike = (kind: string) => site.command("fault", { kind, path: "/api2/", times: 3 });
const signedIn = /^connection signed in$/;

const FAULTS: readonly Fault[] = [
  {
    name: "wrong clock",
    inject: () => site.command("clock", { offsetMs: 3_600_000 }),
    answer: ["RULES_OUTDATED", "gateway", /clock, by NTP/],
    row: [/^connection signed out$/, /gateway.*60 min behind/, /clock, by NTP/],
  },
  {
    name: "dead proxy",
    inject: () => place("dead"),
    restore: () => place("paris"),
    answer: ["PROXY_ERROR", "egress", /Check the proxy/],
    row: [/^connection egress$/, /PROXY_ERROR, egress.*"dead".*ECONNREFUSED/, /Check the proxy/],
  },
  {
    name: "proxy that refuses",
    inject: () => place("refusing"),
    restore: () => place("paris"),
    answer: ["PROXY_ERROR", "egress", /proxy/],
    row: [/^connection egress$/, /PROXY_ERROR, egress.*"refusing".*403/, /proxy/],
  },
  {
    name: "expired session",
    inject: () => site.command("session", { account: "creator", action: "expire" }),
    restore: () => reimport(),
    answer: ["SESSION_EXPIRED", "session", /link the account again/],
    row: [signedIn, /SESSION_EXPIRED, session/, /link the account again/],
  },
  {
    name: "wrong user agent",
    inject: () => reimport({ userAgent: "Mozilla/5.0 (another browser)" }),
    restore: () => reimport(),
    answer: ["SESSION_EXPIRED", "session", /user agent.*one and the same browser/],
    row: [signedIn, /SESSION_EXPIRED, session.*belong together/, /one and the same browser/],
  },
  {
    name: "block page",
    inject: () => strike("html-block"),
    answer: ["UPSTREAM_BLOCKED", "upstream", /another outbound proxy/],
    row: [signedIn, /UPSTREAM_BLOCKED, upstream through paris/, /another outbound proxy/],
  },
  {
    name: "429",
    inject: () => strike("rate-limited"),
    answer: ["RATE_LIMIT_EXCEEDED", "upstream", /Wait/],
    row: [signedIn, /RATE_LIMIT_EXCEEDED, upstream/, /Wait/],
  },
  {
    name: "wrong key",
    inject: () => Promise.resolve(),
    apiKey: `ck_live_${"0".repeat(49)}`,
    env: async () => {
      const KEY_FILE = `${env["KEY_FILE"]}.wrong`;
      const other = Buffer.alloc(32, 7).toString("base64");
      await writeFile(KEY_FILE, `${other}\n`, { mode: 0o600 });
      return { ...env, KEY_FILE };
    },
    answer: ["UNAUTHORIZED", "caller", /valid key/],
    row: [/^master key$/, /not the one/, /./],
  },
  {
    name: "old rules",
    lasts: true,
    inject: () => site.command("rotate", { publish: false }),
    restore: async () => {
      await site.command("publish");
      await until("newer rules", async () => (await ask(creator)).status === 200);
    },
    answer: ["RULES_OUTDATED", "rules", /newer rules|rules document or feed/],
    row: [/^connection signed out$/, /RULES_OUTDATED, rules/, /rules document or feed/],
  },
  {
    name: "dead feed",
    lasts: true,
    inject: async () => {
      site.feeds.isDead = true;
      await site.command("rotate");
      await until("the feeds fail", async () => {
        const { feeds } = (await (await fetch(`${gateway.adminUrl}/readyz`)).json()) as {
          feeds: { problem: string | null }[];
        };
        return feeds.every(({ problem }) => problem !== null);
      });
    },
    answer: ["RULES_OUTDATED", "rules", /rules document or feed/],
    row: [/^feed http:.*deviint$/, /answered 503/, /add another feed/],
  },
];

for (const fault of FAULTS) {
  test(
    `${fault.name}: the answer and doctor name whose fault it is and what to do`,
    { skip },
    async () => {
      await fault.inject();
      const { body } = await ask(creator, fault.apiKey);
      const [code, source, remedy] = fault.answer;
      assert.deepEqual([body.code, body.source], [code, source], body.detail);
      assert.match(body.nextActions.join(" "), remedy);
      if (fault.lasts !== true) {
        await site.command("reset");
        await fault.restore?.();
        await fault.inject();
      }
      const line = fault.env === undefined ? cli : createInnerCommandLine(await fault.env());
      const findings = await examine(2, line);
      const [check, found, todo] = fault.row;
      const row = findings.find((finding) => check.test(finding.check));
      assert.equal(row?.verdict, "fail", JSON.stringify(findings, null, 1));
      assert.match(row.found, found);
      assert.match(row.remedy ?? "", todo);
      await site.command("reset");
      await fault.restore?.();
    },
  );
}

test("nothing that was said holds a session, a proxy's password or the key", { skip }, () => {
  const said = cli.said().replaceAll(`"key": "${key}"`, "") + gateway.log();
  const { cookie, xBc } = site.accounts.creator;
  const secrets = [key, PROXY_USER.password, xBc, /sess=(\w+)/.exec(cookie)?.[1] ?? cookie];
  for (const secret of secrets) assert.ok(!said.includes(secret));
});
