import assert from "node:assert/strict";
import { chmod, copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { makeFolder, makeRulesCopy, type Folder } from "../end-to-end/folder.ts";
import { command } from "../end-to-end/sandbox-script.ts";
import { createCertificate, hasOpenssl } from "../support/certificates.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { createCommandLine, root, type CommandLine } from "./command-line.ts";

interface Finding {
  readonly check: string;
  readonly verdict: string;
  readonly found: string;
  readonly remedy?: string;
}

const skip = process.platform === "win32" ? "Windows has no folder modes" : false;
let folder: Folder;
let gateway: TestGateway;
let cli: CommandLine;

const cleanup = untilFileEnds();

before(async () => {
  folder = await makeFolder(cleanup);
  const KEY_FILE = join(folder.path, "master.key");
  gateway = await startTestGateway(cleanup, {}, { env: { KEY_FILE } });
  cli = createCommandLine({ DATA_DIR: gateway.dataDir, KEY_FILE });
});

async function examine(line: CommandLine, code: number): Promise<Map<string, Finding>> {
  const { findings } = (await line.json(code, "doctor")) as { findings: readonly Finding[] };
  return new Map(findings.map((finding) => [finding.check, finding]));
}

test("all is well with a gateway that runs, down to a canary through the sandbox", async () => {
  const { code, stdout } = await cli.run("doctor");
  assert.equal(code, 0, stdout);
  const verdicts = stdout
    .split("\n")
    .slice(1, -1)
    .map((line) => line.replace(/^(.*?) {2,}(\w+) .*$/, "$1: $2").replace(/:\d+\//, "/"));
  assert.deepEqual(verdicts, [
    "node: ok",
    "clock: ok",
    "configuration: ok",
    "data folder: ok",
    "master key: ok",
    "rules sandbox: ok",
    "gateway: ok",
    "feed http://127.0.0.1/_sandbox/rules.json: ok",
    "egress: ok",
    "canary signed out: ok",
    "canary signed in: ok",
  ]);
});

test(
  "under TLS the canaries know the gateway by the certificate it serves",
  { skip: hasOpenssl() ? false : "there is no openssl command to make certificates with" },
  async (t) => {
    const own = await makeFolder(t);
    const { cert, key } = createCertificate("gateway.example");
    await own.drop("cert.pem", cert);
    await own.drop("key.pem", key);
    const env = { KEY_FILE: join(own.path, "master.key"), DATA_DIR: join(own.path, "data") };
    const tls = { TLS_CERT: join(own.path, "cert.pem"), TLS_KEY: join(own.path, "key.pem") };
    await startTestGateway(t, {}, { env: { ...env, ...tls } });
    const known = await examine(createCommandLine({ ...env, ...tls }), 0);
    const unknown = await examine(createCommandLine(env), 0);
    for (const check of ["canary signed out", "canary signed in"]) {
      assert.equal(known.get(check)?.verdict, "ok");
      assert.equal(unknown.get(check)?.verdict, "warn");
      assert.match(unknown.get(check)?.remedy ?? "", /TLS_CERT/);
    }
  },
);

test("folder, key and its place are named with what to do about them", { skip }, async (t) => {
  const key = join(folder.path, "master.key");
  await chmod(gateway.dataDir, 0o755);
  await chmod(key, 0o644);
  t.after(() => Promise.all([chmod(gateway.dataDir, 0o700), chmod(key, 0o600)]));
  const open = await examine(cli, 2);
  assert.equal(open.get("data folder")?.remedy, `chmod 700 ${gateway.dataDir}`);
  assert.match(open.get("master key")?.found ?? "", /can be read by others/);

  await chmod(gateway.dataDir, 0o700);
  await chmod(key, 0o600);
  const inside = join(gateway.dataDir, "master.key");
  await copyFile(key, inside);
  const here = createCommandLine({ DATA_DIR: gateway.dataDir });
  const { verdict, found } = (await examine(here, 0)).get("master key") ?? {};
  assert.equal(verdict, "warn");
  assert.match(found ?? "", /lies in the data folder/);

  const wrong = join(folder.path, "wrong.key");
  await writeFile(wrong, `${Buffer.alloc(32, 7).toString("base64")}\n`, { mode: 0o600 });
  const other = createCommandLine({ DATA_DIR: gateway.dataDir, KEY_FILE: wrong });
  assert.match((await examine(other, 2)).get("master key")?.found ?? "", /not the one/);
  assert.ok(!other.said().includes(Buffer.alloc(32, 7).toString("base64")));
});

test("before the first start only the gateway is missing: exit code 3", async (t) => {
  const place = await makeFolder(t);
  const line = createCommandLine({ DATA_DIR: join(place.path, "data") });
  const findings = await examine(line, 3);
  assert.equal(findings.get("gateway")?.found, "not running");
  assert.equal(findings.get("rules sandbox")?.verdict, "skip");
});

test("old rules, a clock that is behind and a broken configuration are told apart", async (t) => {
  const rules = await makeRulesCopy(t);
  const place = await makeFolder(t);
  await place.drop("gateway.json", { environments: { live: { enabled: true } } });
  const env = {
    DATA_DIR: join(place.path, "data"),
    RULES_DIR: rules.path,
    CONFIG: join(place.path, "gateway.json"),
  };
  const line = createCommandLine(env);
  const old = (await examine(line, 3)).get("rules live");
  assert.equal(old?.verdict, "warn");
  assert.match(old.found, /63941:6a8591ab, \d+ d old/);

  const document = await readFile(join(root, "rules/live/63941-6a8591ab.json"), "utf8");
  await writeFile(join(rules.path, "live/next.json"), document.replaceAll("6a8591ab", "7f000000"));
  const clock = (await examine(line, 2)).get("clock");
  assert.equal(clock?.verdict, "fail");
  assert.match(clock.found, /live\/next\.json was built later/);

  await place.drop("gateway.json", { servr: {} });
  const broken = (await examine(line, 2)).get("configuration");
  assert.match(broken?.found ?? "", /gateway\.json:1:\d+: \/servr/);
});

test("a blocked upstream and an expired session are named by the canary that meets them", async () => {
  await command(gateway, "fault", { kind: "html-block", path: "/api2/v2/init" });
  await command(gateway, "session", { account: "creator", action: "expire" });
  const findings = await examine(cli, 2);
  const blocked = findings.get("canary signed out");
  assert.equal(blocked?.verdict, "fail");
  assert.match(blocked.found, /answered with 403/);
  const expired = findings.get("canary signed in");
  assert.equal(expired?.verdict, "fail");
  assert.match(expired.found, /SESSION_EXPIRED, session/);
  assert.ok(expired.remedy);
});

test("nothing the doctor said holds the admin token, an API key or the master key", async () => {
  const masterKey = (await readFile(join(folder.path, "master.key"), "utf8")).trim();
  for (const secret of [gateway.adminToken, gateway.sandbox.apiKey, masterKey])
    assert.ok(!cli.said().includes(secret));
});
