import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { session } from "../api/account-gateway.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { call, startLoad } from "../end-to-end/sandbox-script.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { createInnerCommandLine, type CommandLine } from "./command-line.ts";

interface Status {
  readonly keyId: string;
  readonly wraps: Readonly<Record<string, number>>;
}

const ROWS = 20;
const cleanup = untilFileEnds();
let gateway: TestGateway;
let cli: CommandLine;
let env: Record<"DATA_DIR" | "KEY_FILE", string>;
const keys: string[] = [];

const keepKey = async () => keys.push((await readFile(env.KEY_FILE, "utf8")).trim());

before(async () => {
  const folder = await makeFolder(cleanup);
  env = { DATA_DIR: join(folder.path, "data"), KEY_FILE: join(folder.path, "master.key") };
  gateway = await startTestGateway(cleanup, {}, { env });
  cli = createInnerCommandLine(env);
});

test("the master key is rotated under load and during an import without a failed exchange", async () => {
  await keepKey();
  const old = (await cli.json(0, "secrets", "status")) as Status;
  assert.deepEqual(old.wraps, { [old.keyId]: 2 });
  const rows = Array.from({ length: ROWS }, (_, index) =>
    JSON.stringify(session(String(2_000 + index))),
  ).join("\n");
  const load = startLoad(gateway);
  const [imported, rotated] = await Promise.all([
    cli.feed(rows, "connections", "import", "--environment", "sandbox"),
    cli.run("secrets", "rotate"),
  ]);
  const statuses = await load.stop();
  assert.deepEqual([imported.code, rotated.code], [0, 0], imported.stdout + rotated.stderr);
  assert.match(rotated.stdout, /Back up .*master\.key now/);
  assert.ok(statuses.length > 0 && statuses.every((status) => status === 200));
  await keepKey();
  const now = (await cli.json(0, "secrets", "status")) as Status;
  assert.notEqual(now.keyId, old.keyId);
  assert.deepEqual(now.wraps, { [now.keyId]: ROWS + 2 });
});

test("without a gateway the store's key is rotated, and the accounts answer afterwards", async (t) => {
  await gateway.close();
  assert.equal((await cli.run("secrets", "rotate")).code, 0);
  await keepKey();
  assert.equal(new Set(keys).size, 3);
  const again = await startTestGateway(t, {}, { env });
  assert.equal(again.sandbox.creator, gateway.sandbox.creator);
  assert.equal((await call(again, "/v2/access/self")).status, 200);
});

test("no key was printed or logged", () => {
  for (const key of keys) assert.ok(!(cli.said() + gateway.log()).includes(key));
});
