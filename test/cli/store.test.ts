import assert from "node:assert/strict";
import { copyFile, mkdir, open, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { makeFolder, type Folder } from "../end-to-end/folder.ts";
import { call, startLoad } from "../end-to-end/sandbox-script.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { createCommandLine, type CommandLine } from "./command-line.ts";

let folder: Folder;
let key: string;
let gateway: TestGateway;
let cli: CommandLine;

const cleanup = untilFileEnds();

before(async () => {
  folder = await makeFolder(cleanup);
  key = join(folder.path, "master.key");
  gateway = await startTestGateway(cleanup, {}, { env: { KEY_FILE: key } });
  cli = createCommandLine({ DATA_DIR: gateway.dataDir, KEY_FILE: key });
});

async function backUp(name: string): Promise<string> {
  const file = join(folder.path, name);
  await cli.json(0, "store", "backup", file);
  return file;
}

test("N09: a backup is taken under load without a failed exchange, for its owner's eyes, without the master key", async () => {
  const file = join(folder.path, "loaded.backup");
  const load = startLoad(gateway);
  const { code, stdout } = await cli.run("store", "backup", file);
  const statuses = await load.stop();
  assert.equal(code, 0);
  assert.match(
    stdout,
    /holds 2 connections[^]*The master key is not in it: keep a copy of .*master\.key/,
  );
  assert.ok(statuses.length > 0 && statuses.every((status) => status === 200));
  assert.equal((await stat(file)).mode & 0o777, process.platform === "win32" ? 0o666 : 0o600);
  const bytes = await readFile(file);
  const text = (await readFile(key, "utf8")).trim();
  for (const secret of [text, Buffer.from(text, "base64"), gateway.sandbox.apiKey])
    assert.ok(!bytes.includes(secret));
  const left = (await readdir(folder.path)).filter((name) => name.startsWith("."));
  assert.deepEqual(left, [], "nothing unfinished stays");
});

test("a backup is not written into the data folder, over a file, or into a folder that is not there", async () => {
  const there = join(folder.path, "there");
  await writeFile(there, "mine");
  for (const [file, said] of [
    [join(gateway.dataDir, "backup"), /would lie in the data folder/],
    [there, /is there already/],
    [join(folder.path, "nowhere/backup"), /nowhere is not there/],
  ] as const) {
    const { code, stderr } = await cli.run("store", "backup", file);
    assert.equal(code, 2);
    assert.match(stderr, said);
  }
  assert.equal(await readFile(there, "utf8"), "mine");
  await assert.rejects(stat(join(gateway.dataDir, "backup")));
});

test("restored elsewhere with the key, the connections answer; without it nothing opens", async (t) => {
  const file = await backUp("elsewhere.backup");
  const place = await makeFolder(t);
  const dataDir = join(place.path, "data");
  const without = createCommandLine({ DATA_DIR: dataDir, KEY_FILE: join(place.path, "none.key") });
  const { code, stdout } = await without.run("store", "restore", file);
  assert.equal(code, 0);
  assert.match(stdout, /holds the 2 connections[^]*there is no key in/);
  await assert.rejects(
    startTestGateway(t, {}, { env: { DATA_DIR: dataDir, KEY_FILE: join(place.path, "none.key") } }),
    /there is no key/,
  );

  const again = createCommandLine({ DATA_DIR: dataDir, KEY_FILE: key });
  const restored = (await again.json(0, "store", "restore", file, "--force")) as object;
  assert.deepEqual(
    { ...restored, createdAt: "" },
    { dataDir, connections: 2, createdAt: "", keyFits: true },
  );
  const second = await startTestGateway(t, {}, { env: { DATA_DIR: dataDir, KEY_FILE: key } });
  assert.equal(second.sandbox.creator, gateway.sandbox.creator, "the connection keeps its ID");
  assert.equal((await call(second, "/v2/access/self")).status, 200);
});

test("a folder with a store needs --force, and one that a gateway holds is never touched", async () => {
  const file = await backUp("held.backup");
  const filled = await cli.run("store", "restore", file);
  assert.equal(filled.code, 2);
  assert.match(filled.stderr, /has a store already.*--force/);
  const held = await cli.run("store", "restore", file, "--force");
  assert.equal(held.code, 2);
  assert.match(held.stderr, /held by process \d+ .*Stop it first/);
  assert.equal((await call(gateway, "/v2/access/self")).status, 200);
});

test("a store is copied under load into a folder of its own, whose connections answer; never over another, nor to a server", async (t) => {
  const place = await makeFolder(t);
  const to = join(place.path, "next");
  const load = startLoad(gateway);
  const copied = await cli.json(0, "store", "copy", to);
  const statuses = await load.stop();
  assert.deepEqual(copied, { dataDir: to, connections: 2, holdsMasterKey: false });
  assert.ok(statuses.length > 0 && statuses.every((status) => status === 200));
  assert.deepEqual((await readdir(to)).toSorted(), ["countersign.db", "keys.db"]);
  for (const [target, said] of [
    [to, /is not empty/],
    [join(gateway.dataDir, "copy"), /would lie in the data folder/],
    ["postgresql://db.example/countersign", /none on a database server/],
  ] as const) {
    const { code, stderr } = await cli.run("store", "copy", target);
    assert.equal(code, 2);
    assert.match(stderr, said);
  }
  assert.deepEqual((await readdir(place.path)).toSorted(), ["next"], "nothing unfinished stays");
  const second = await startTestGateway(t, {}, { env: { DATA_DIR: to, KEY_FILE: key } });
  assert.equal(second.sandbox.creator, gateway.sandbox.creator);
  assert.equal((await call(second, "/v2/access/self")).status, 200);
});

test("a damaged backup, or a file that is none, replaces nothing", async (t) => {
  const file = await backUp("damaged.backup");
  const place = await makeFolder(t);
  const line = createCommandLine({ DATA_DIR: join(place.path, "data"), KEY_FILE: key });
  assert.equal((await line.run("store", "restore", file)).code, 0);
  const database = join(place.path, "data/countersign.db");
  const before = await readFile(database);

  const damaged = join(place.path, "damaged");
  await copyFile(file, damaged);
  const handle = await open(damaged, "r+");
  const { size } = await handle.stat();
  // Past the file's own tables, inside a copy of a database.
  await handle.write(Buffer.alloc(64, 0xff), 0, 64, Math.floor(size / 2));
  await handle.close();
  const other = join(place.path, "other");
  await mkdir(other);
  await copyFile(join(gateway.dataDir, "keys.db"), join(other, "keys.db"));
  for (const wrong of [damaged, join(other, "keys.db"), join(place.path, "none")]) {
    const { code, stderr } = await line.run("store", "restore", wrong, "--force");
    assert.equal(code, 2, stderr);
    assert.match(stderr, /is damaged|is no backup/);
  }
  assert.deepEqual(await readFile(database), before);
});
