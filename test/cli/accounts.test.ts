import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { before, test } from "node:test";
import { session, sessionSecrets } from "../api/account-gateway.ts";
import { makeFolder, type Folder } from "../end-to-end/folder.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { createInnerCommandLine, launch, type CommandLine } from "./command-line.ts";

interface Imported {
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly { readonly row: number; readonly connectionId?: string }[];
}

const ROWS = 120;
const SANDBOX = ["--environment", "sandbox"];
const rowsOf = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `${JSON.stringify(session(String(from + index)))}\n`,
  ).join("");

const cleanup = untilFileEnds();
let folder: Folder;
let gateway: TestGateway;
let cli: CommandLine;
let env: Readonly<Record<string, string>>;

before(async () => {
  folder = await makeFolder(cleanup);
  gateway = await startTestGateway(cleanup);
  env = { DATA_DIR: gateway.dataDir };
  cli = createInnerCommandLine(env);
});

test("an organization, an app and a key are made; the key works, is listed without its text, and ends", async () => {
  const { id: organization } = (await cli.json(0, "organizations", "create", "Second")) as {
    id: string;
  };
  const app = (await cli.json(
    0,
    ...["apps", "create", "console", ...SANDBOX, "--organization", organization],
  )) as { id: string; organizationId: string };
  assert.equal(app.organizationId, organization);
  assert.equal((await cli.run("apps", "rename", app.id, "desk")).code, 0);
  assert.match((await cli.run("apps", "show", app.id)).stdout, /desk +sandbox/);
  const uris = "https://app.example/a https://app.example/b";
  const registered = ["apps", "link", app.id, "--redirect-uris", uris];
  const expected = { redirectUris: uris.split(" ") };
  assert.partialDeepStrictEqual(await cli.json(0, ...registered), expected);
  assert.partialDeepStrictEqual(await cli.json(0, "apps", "link", app.id), expected);
  assert.equal((await cli.run("apps", "link", app.id, "--drivers", "telepathy")).code, 2);
  assert.equal((await cli.run("organizations", "rename", organization, "Other")).code, 0);
  assert.match((await cli.run("organizations", "list")).stdout, /Other/);
  const made = (await cli.json(
    0,
    ...["keys", "create", ...SANDBOX, "--scopes", "account", "--app", app.id],
    ...["--organization", organization],
  )) as { id: string; key: string; scopes: string[] };
  assert.deepEqual(made.scopes, ["ACCOUNT"]);
  const ask = () => fetch(`${gateway.url}/v2/account/whoami`, { headers: { apikey: made.key } });
  assert.equal((await ask()).status, 200);
  const listed = await cli.run("keys", "list", "--organization", organization);
  assert.match(listed.stdout, new RegExp(`${made.id} +…${made.key.slice(-4)} .*ACCOUNT`));
  assert.ok(!listed.stdout.includes(made.key));
  assert.equal((await cli.run("keys", "revoke", made.id)).code, 0);
  assert.equal((await ask()).status, 401);
  assert.equal((await cli.run("keys", "revoke", "key_none")).code, 2);
});

test("a dry run says what would come of rows and keeps none; an import gives each its result", async () => {
  const good = rowsOf(100, 2);
  const rows = `${good}{"cookie":"sess=1"}\n`;
  const dry = await cli.feed(rows, "connections", "import", ...SANDBOX, "--dry-run");
  assert.equal(dry.code, 2);
  assert.match(dry.stdout, /^row 1: created$/m);
  assert.match(dry.stdout, /^row 3: BAD_REQUEST: /m);
  assert.match(dry.stdout, /It would be: 2 created, 0 updated, 0 unchanged, 1 failed/);
  const real = await cli.feed(good, "connections", "import", ...SANDBOX, "--json");
  assert.deepEqual([real.code, real.stderr], [0, ""]);
  assert.equal((JSON.parse(real.stdout) as Imported).counts["created"], 2);
});

test("with --json too a terminal shows how far an import is, beside the document and not in it", async () => {
  const args = ["connections", "import", ...SANDBOX, "--dry-run", "--json"];
  const watched = await createInnerCommandLine(env, { isWatched: true }).feed(
    rowsOf(5_000, 200),
    ...args,
  );
  assert.equal(watched.stderr, "100 rows, 0 failed\n200 rows, 0 failed\n");
  assert.equal((JSON.parse(watched.stdout) as Imported).rows.length, 200);
  assert.equal((await cli.feed(rowsOf(5_000, 100), ...args)).stderr, "", "a script reads no words");
});

test("an import that is killed halfway is run again: every row is there exactly once", async () => {
  const input = rowsOf(1_000, ROWS);
  const killed = launch(["connections", "import", ...SANDBOX], env);
  killed.stderr?.resume();
  killed.stdin?.on("error", () => undefined).write(rowsOf(1_000, ROWS / 2));
  let seen = 0;
  for await (const line of createInterface({ input: killed.stdout ?? ([] as never) })) {
    assert.match(line, /created conn_/);
    if (++seen === 20) process.kill(-(killed.pid ?? 0), "SIGKILL");
  }
  if (killed.exitCode === null && killed.signalCode === null) await once(killed, "exit");
  const again = await cli.feed(input, "connections", "import", ...SANDBOX, "--json");
  assert.equal(again.code, 0, again.stderr);
  const { counts, rows } = JSON.parse(again.stdout) as Imported;
  assert.ok((counts["unchanged"] ?? 0) >= 20 && (counts["created"] ?? 0) > 0);
  assert.equal((counts["unchanged"] ?? 0) + (counts["created"] ?? 0), ROWS);
  assert.equal(new Set(rows.map(({ connectionId }) => connectionId)).size, ROWS);
  const { list } = (await cli.json(0, "connections", "list", "--limit", "1000")) as {
    list: object[];
  };
  assert.equal(list.length, ROWS + 2 + 2, "with those of the sandbox and of the test before");
});

test("a connection is shown, placed, paused, resumed and deleted; deleting asks for --yes", async () => {
  const id = gateway.sandbox.fan;
  const paused = (await cli.json(0, "connections", "pause", id)) as { state: string };
  assert.equal(paused.state, "paused");
  assert.match((await cli.run("connections", "top")).stdout, /1 paused[^]*paused +operator/);
  assert.equal((await cli.run("connections", "resume", id)).code, 0);
  const placed = await cli.run("connections", "place", id, "--egress", "direct", "--country", "FR");
  assert.match(placed.stdout, /leaves from direct/);
  assert.match((await cli.run("connections", "show", id)).stdout, /"country": "FR"/);
  assert.equal((await cli.run("connections", "place", id, "--egress", "nothing")).code, 2);
  assert.match((await cli.run("connections", "delete", id)).stderr, /cannot be undone.*--yes/);
  assert.equal((await cli.run("connections", "delete", id, "--yes")).code, 0);
  assert.equal((await cli.run("connections", "show", id)).code, 2);
});

test("the record of all this is whole, is exported, and is never written over a file", async () => {
  const { isWhole, entries } = (await cli.json(0, "audit", "check")) as Record<string, unknown>;
  assert.equal(isWhole, true);
  const file = join(folder.path, "audit.jsonl");
  assert.equal((await cli.run("audit", "export", file)).code, 0);
  const { stdout } = await cli.run("audit", "list", "--limit", "3");
  assert.match(stdout, /^when +who +did +to +outcome\n(\S+ +\S+ +\S+.*\n){3}$/);
  assert.match((await cli.run("audit", "list", "--limit", "x")).stderr, /"x" is no number/);
  const one = await cli.run("connections", "list", "--limit", "1");
  assert.match(one.stdout, /There are more; --limit/);
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  assert.equal(lines.length, entries);
  const actions = new Set(lines.map((line) => (JSON.parse(line) as { action: string }).action));
  for (const action of [
    "key.create",
    "connections.import",
    "connection.place",
    "connection.delete",
  ])
    assert.ok(actions.has(action), action);
  const verified = (await cli.json(0, "audit", "verify", file)) as Record<string, unknown>;
  assert.deepEqual([verified["isWhole"], verified["entries"]], [true, entries]);
  const altered = join(folder.path, "altered.jsonl");
  await writeFile(altered, lines.with(1, (lines[1] ?? "").replace("admin", "nobody")).join("\n"));
  const refused = await cli.run("audit", "verify", altered);
  assert.deepEqual([refused.code, /Entry 2 is not as/.test(refused.stdout)], [2, true]);
  await writeFile(altered, "{");
  assert.match((await cli.run("audit", "verify", altered)).stderr, /line 1 is no entry/);
  await writeFile(file, "mine");
  assert.equal((await cli.run("audit", "export", file)).code, 2);
  assert.equal(await readFile(file, "utf8"), "mine");
});

test("nothing that was said holds a session or the admin token", () => {
  assert.doesNotMatch(cli.said() + gateway.log(), sessionSecrets);
  assert.ok(!cli.said().includes(gateway.adminToken));
});
