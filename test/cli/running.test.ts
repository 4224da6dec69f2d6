import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeFolder } from "../end-to-end/folder.ts";
import { call, command } from "../end-to-end/sandbox-script.ts";
import { freePort } from "../support/free-port.ts";
import { startTestGateway } from "../support/gateway.ts";
import { createInnerCommandLine } from "./command-line.ts";

interface Listed {
  readonly environments: readonly {
    readonly current: string;
    readonly builds: readonly { readonly revision: string }[];
  }[];
}

const folder = await makeFolder({ after });
await folder.drop("gateway.json", {});
const config = join(folder.path, "gateway.json");
const gateway = await startTestGateway({ after }, {}, { config });
const cli = createInnerCommandLine({ DATA_DIR: gateway.dataDir, CONFIG: config });

test("rules are listed, pinned and released; a build that is not there is refused", async () => {
  const { environments } = (await cli.json(0, "rules", "list")) as Listed;
  const { current = "", builds } = environments[0] ?? {};
  assert.ok(builds?.some(({ revision }) => revision === current));

  const pinned = await cli.run("rules", "pin", "sandbox", current);
  assert.equal(pinned.code, 0);
  assert.match((await cli.run("rules", "list")).stdout, /signs, pinned/);
  const released = (await cli.json(0, "rules", "release", "sandbox")) as { pinned: unknown };
  assert.equal(released.pinned, null);

  const refused = await cli.run("rules", "pin", "sandbox", "1:nothing");
  assert.equal(refused.code, 2);
  assert.equal(
    refused.stderr,
    "countersign: There is no build 1:nothing here. Pin one that `rules list` shows.\n",
  );
  assert.equal((await cli.run("rules", "pin", "moon", current)).code, 2);
  const off = await cli.run("rules", "release", "live");
  assert.match(off.stderr, /The environment live is off\. Switch it on with .*environments\.live/);
});

test("a running gateway signs with the sandbox's own key", async () => {
  const path = "/api2/v2/users/me?probe=1";
  const args = ["rules", "sign", path, "--running", "--user-id", "5", "--time", "1790000000000"];
  const { headers } = (await cli.json(0, ...args)) as { headers: Record<string, string> };
  assert.match(headers["sign"] ?? "", /^\d+:[0-9a-f]{40}:[0-9a-f]+:[0-9a-f]+$/);
  assert.equal(headers["time"], "1790000000000");
});

test("a slow exchange is listed while it is under way, with nothing of its path", async () => {
  assert.match((await cli.run("exchanges")).stdout, /Nothing is under way/);
  const path = "/api2/v2/users/me";
  await command(gateway, "fault", { kind: "dripped-body", path, everyMs: 60_000 });
  const answer = await call(gateway, "/v2/access/proxy/users/me");
  const { stdout, code } = await cli.run("exchanges");
  await answer.body?.cancel();
  assert.equal(code, 0);
  assert.match(stdout, /^req_\S+ +GET +\/v2\/access +1 /m);
  assert.ok(!stdout.includes("users/me"));
});

test("outbound proxies are listed with their health", async () => {
  const { egresses } = (await cli.json(0, "egress", "list")) as { egresses: object[] };
  assert.deepEqual(egresses, [
    {
      id: "direct",
      isEjected: false,
      failures: 0,
      pool: "default",
      kind: "direct",
      country: null,
      connections: 1,
      maxConnections: null,
      limitedUntil: null,
      declaredAs: "default/direct",
    },
  ]);
  assert.match(
    (await cli.run("egress", "list")).stdout,
    /^direct +default +- +in use +0 +1\/any +default\/direct$/m,
  );
  const tried = await cli.run("egress", "test");
  assert.equal(tried.code, 0, tried.stderr);
  assert.match(tried.stdout, /^direct +ok +\d+ +-/m);
  assert.equal((await cli.run("egress", "test", "nothing")).code, 2);
});

test("many dead proxies are tried at once, and how far it is is said", async (t) => {
  const port = await freePort();
  const members = Array.from({ length: 20 }, (_, index) => {
    return { id: `dead-${index}`, kind: "connect", host: "127.0.0.1", port };
  });
  const other = await startTestGateway(t, { egress: { pools: { default: { members } } } });
  const line = createInnerCommandLine({ DATA_DIR: other.dataDir });
  const { code, stdout, stderr } = await line.run("egress", "test");
  assert.deepEqual([code, stderr], [2, "16 of 20 tried\n"]);
  assert.equal(stdout.match(/^dead-\d+ +PROXY_ERROR /gm)?.length, 20);
});

test("a configuration is tried, taken and taken back; a broken one is refused with its place", async () => {
  await folder.drop("gateway.json", '{ "timeouts": { "hokMs": 1 } }');
  for (const args of [["reload", "--dry-run"], ["reload"]]) {
    const { code, stdout } = await cli.run(...args);
    assert.equal(code, 2);
    assert.match(
      stdout,
      /^Refused: generation 1 goes on serving\.\n.*gateway\.json:1:\d+: .*hokMs/,
    );
  }
  const { problems } = (await cli.json(0, "generations")) as { problems: string[] };
  assert.match(problems.join(), /hokMs/, "the last error");
  await folder.drop("gateway.json", { timeouts: { hookMs: 20_000 } });
  // The gateway watches the file, and may have been first.
  const { result, generation } = (await cli.json(0, "reload")) as Record<string, unknown>;
  assert.ok(result === "applied" || result === "unchanged");
  assert.equal(generation, 2);
  assert.match((await cli.run("generations")).stdout, /^ *2 +yes /m);
  const back = await cli.run("rollback");
  const from = "/timeouts/hookMs: 20000 → 30000";
  assert.deepEqual([back.code, back.stdout], [0, `Applied: generation 3 serves now.\n  ${from}\n`]);
  const tried = await cli.json(0, "reload", "--dry-run");
  const again = await cli.json(0, "rollback", "--lift");
  const setting = { setting: "/timeouts/hookMs", a: 30_000, b: 20_000 };
  assert.deepEqual((again as { differences: unknown }).differences, [setting]);
  assert.equal((tried as { result: string }).result, "unchanged", "while the rollback holds");
});

test("a gateway that is not there is one sentence and exit code 3", async () => {
  const elsewhere = createInnerCommandLine({ DATA_DIR: join(folder.path, "nowhere") });
  const missing = await elsewhere.run("generations");
  assert.deepEqual([missing.code, missing.stdout], [3, ""]);
  assert.match(missing.stderr, /^countersign: No gateway runs on the data folder .*nowhere\..*\n$/);
  const named = (await cli.json(3, "egress", "list", "--admin-url", "http://127.0.0.1:1")) as {
    readonly error: string;
    readonly exitCode: number;
  };
  assert.match(named.error, /No gateway answers at http:\/\/127\.0\.0\.1:1/);
  assert.equal(named.exitCode, 3);
});

test("another data folder's token is refused, and the sentence says what to do", async (t) => {
  const other = await makeFolder(t);
  const token = join(other.path, "admin.token");
  await writeFile(token, `adm_${"x".repeat(48)}\n`, { mode: 0o600 });
  const args = ["exchanges", "--admin-url", gateway.adminUrl, "--data-dir", other.path];
  const wrong = await cli.run(...args);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /does not know the admin token.*--data-dir/);
  await rm(token);
  assert.equal((await cli.run(...args)).code, 3);
});

test("nothing any command said holds a token, a key or a constant of the rules", async () => {
  const published = await fetch(`${gateway.sandbox.url}/_sandbox/rules.json`);
  const { static_param: constant } = (await published.json()) as { static_param: string };
  const masterKey = (await readFile(join(gateway.dataDir, "master.key"), "utf8")).trim();
  const secrets = [gateway.adminToken, gateway.sandbox.apiKey, constant, masterKey];
  assert.ok(secrets.every((secret) => secret.length > 16));
  for (const secret of secrets) assert.ok(!cli.said().includes(secret));
});
