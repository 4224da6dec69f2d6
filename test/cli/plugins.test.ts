import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { makeFolder, type Folder } from "../end-to-end/folder.ts";
import { call } from "../end-to-end/sandbox-script.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { createCommandLine, root, type CommandLine } from "./command-line.ts";

interface Checked {
  readonly name: string;
  readonly hooks?: readonly string[];
  readonly settings: readonly { readonly setting: string }[];
  readonly problems: readonly string[];
}

const example = join(root, "config/examples/plugins/header-tagger.ts");
let folder: Folder;
let config: string;
let gateway: TestGateway;
let cli: CommandLine;

const cleanup = untilFileEnds();

before(async () => {
  folder = await makeFolder(cleanup);
  config = join(folder.path, "gateway.json");
  await folder.drop("gateway.json", {});
  gateway = await startTestGateway(cleanup, {}, { config });
  cli = createCommandLine({ CONFIG: config });
});

test("a new plugin passes its check, and works once it is named in a chain as told", async () => {
  const { file, use } = (await cli.json(0, "plugins", "new", "greeting")) as {
    readonly file: string;
    readonly use: string;
  };
  assert.equal(file, join(folder.path, "plugins/greeting.ts"));
  assert.equal(use, "./plugins/greeting.ts");
  const checked = (await cli.json(0, "plugins", "check", file)) as Checked;
  assert.deepEqual([checked.name, checked.hooks], ["greeting", ["onRequest", "onComplete"]]);

  const plugins = ["request-id", use, "auth", "session", "managed", "proxy-pool", "signer"];
  await folder.drop("gateway.json", { chains: { access: { plugins } } });
  await gateway.reload();
  const hello = await call(gateway, "/v2/access/hello");
  assert.deepEqual(await hello.json(), { hello: "from a plugin" });
  const self = await call(gateway, "/v2/access/self");
  assert.deepEqual([self.status, self.headers.get("x-greeting")], [200, "1"]);
});

test("a file that is there is not written over, and a name that is none is refused", async () => {
  await folder.drop("mine.ts", "export default 1;");
  const again = await cli.run("plugins", "new", "mine", "--dir", folder.path);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /mine\.ts is there already/);
  assert.equal((await cli.run("plugins", "new", "../Mine")).code, 2);
});

test("a plugin that needs settings is described, and its hooks are seen with them", async () => {
  const described = await cli.run("plugins", "check", example);
  assert.equal(described.code, 0);
  assert.match(described.stdout, /^header-tagger: Sets one header field/);
  assert.match(described.stdout, /hooks +not known[^]*^value +string +- +Value of the field/m);
  await folder.drop("settings.json", { value: "here" });
  const settings = join(folder.path, "settings.json");
  const checked = (await cli.json(0, "plugins", "check", example, "--with", settings)) as Checked;
  assert.deepEqual(checked.hooks, ["onRequest"]);
  assert.deepEqual(checked.problems, []);
});

for (const [what, text, said] of [
  ["does not compile", "export default {", /plugin\.ts:\d+:\d+: .*Expected/],
  ["exports no plugin", "export default 1;", /default export is not a plugin/],
  ["is not there", undefined, /There is no such file/],
  [
    "misspells a hook",
    `export default { name: "x", summary: "X.", config: {}, setup: () => ({ onReqest() {} }) };`,
    /`onReqest` is a hook nobody calls/,
  ],
  [
    "throws in its setup",
    `export default { name: "x", summary: "X.", config: {}, setup: () => { throw new Error("no"); } };`,
    /Its `setup` fails: no/,
  ],
] as const) {
  test(`a plugin that ${what} is refused with the reason`, async (t) => {
    const place = await makeFolder(t);
    if (text !== undefined) await place.drop("plugin.ts", text);
    const { code, stdout, stderr } = await cli.run(
      "plugins",
      "check",
      join(place.path, "plugin.ts"),
    );
    assert.equal(code, 2);
    assert.match(stdout + stderr, said);
  });
}
