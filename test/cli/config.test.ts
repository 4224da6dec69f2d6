import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { makeFolder, type Folder } from "../end-to-end/folder.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { createCommandLine, root, type CommandLine } from "./command-line.ts";

const SECRETS = ["a-password-nobody-sees", "a-token-nobody-ever-sees", "another-token-of-another"];

let folder: Folder;
let cli: CommandLine;
let [plain, other, broken]: string[] = [];

const cleanup = untilFileEnds();

before(async () => {
  folder = await makeFolder(cleanup);
  cli = createCommandLine({
    DATA_DIR: join(folder.path, "data"),
    PROXY_PASSWORD: SECRETS[0] ?? "",
  });
  const member = { id: "one", kind: "connect", host: "127.0.0.1", port: 1, username: "me" };
  const egress = {
    pools: { default: { members: [{ ...member, password: "${env:PROXY_PASSWORD}" }] } },
  };
  await folder.drop("plain.json", { egress, admin: { metricsToken: SECRETS[1] } });
  await folder.drop("other.json", {
    egress,
    admin: { metricsToken: SECRETS[2] },
    timeouts: { hookMs: 7 },
  });
  await folder.drop(
    "broken.json",
    '{\n  "server": { "prot": 1 },\n  "log": { "level": "loud" }\n}',
  );
  [plain, other, broken] = ["plain.json", "other.json", "broken.json"].map((name) =>
    join(folder.path, name),
  );
});

test("a good configuration is said to be one, the usual one unless a file is named", async () => {
  const { code, stdout } = await cli.run("config", "check");
  assert.deepEqual([code, stdout], [0, "config/gateway.json can be used.\n"]);
  const { files } = (await cli.json(0, "config", "check", plain ?? "")) as { files: string[] };
  assert.deepEqual(files, [plain]);
});

test("a broken one is refused with every problem, its place and remedy, as a start prints them", async () => {
  const { code, stdout, stderr } = await cli.run("config", "check", broken ?? "");
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^countersign: .*broken\.json:2:\d+: \/server\/prot .*\n {4}.*`port`/);
  assert.match(stderr, /broken\.json:3:\d+: \/log\/level .*one of/);
  const { problems, exitCode } = (await cli.json(2, "config", "check", broken ?? "")) as {
    readonly problems: readonly { readonly line: number; readonly remedy: string }[];
    readonly exitCode: number;
  };
  assert.deepEqual(
    problems.map(({ line }) => line),
    [2, 3],
  );
  assert.equal(exitCode, 2);
});

test("a chain in the wrong order is refused with the plugin to move", async () => {
  await folder.drop("order.json", { chains: { access: { plugins: ["session", "auth"] } } });
  const { code, stderr } = await cli.run("config", "check", join(folder.path, "order.json"));
  assert.equal(code, 2);
  assert.match(stderr, /chains\.access: "session" requires .*move "auth" before "session"/);
});

test("every setting is explained with its origin, and secrets are masked", async () => {
  const { settings } = (await cli.json(0, "config", "explain", other ?? "")) as {
    readonly settings: readonly { setting: string; value: unknown; origin: string }[];
  };
  const explained = new Map(settings.map(({ setting, ...rest }) => [setting, rest]));
  assert.deepEqual(explained.get("/timeouts/hookMs"), { value: 7, origin: "file" });
  assert.deepEqual(explained.get("/server/port"), { value: 0, origin: "env PORT" });
  assert.deepEqual(explained.get("/admin/metricsToken"), { value: "***", origin: "file" });
  assert.equal(explained.get("/timeouts/headMs")?.origin, "default");
  const { stdout } = await cli.run("config", "explain", other ?? "");
  assert.match(stdout, /^\/admin\/metricsToken +\*\*\* +file$/m);
});

test("two configurations are compared by what is in force; of a secret only that it differs", async () => {
  const { differences } = await cli
    .json(0, "config", "diff", plain ?? "", other ?? "")
    .then((data) => data as { differences: readonly unknown[] });
  assert.deepEqual(differences, [
    { setting: "/admin/metricsToken", a: "***", b: "***" },
    { setting: "/timeouts/hookMs", a: 30_000, b: 7 },
  ]);
  const { stdout } = await cli.run("config", "diff", plain ?? "", plain ?? "");
  assert.equal(stdout, "They are the same.\n");
});

test("the data folder on the command line wins over the environment", async () => {
  const { settings } = (await cli.json(0, "config", "explain", "--data-dir", "elsewhere")) as {
    readonly settings: readonly { setting: string }[];
  };
  assert.deepEqual(
    settings.find(({ setting }) => setting === "/dataDir"),
    { setting: "/dataDir", value: join(root, "elsewhere"), origin: "command line" },
  );
});

test("no secret was printed", () => {
  assert.match(cli.said(), /\*\*\*/);
  for (const secret of SECRETS) assert.ok(!cli.said().includes(secret));
});
