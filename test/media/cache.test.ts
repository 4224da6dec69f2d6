import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { openMediaCache, type MediaCache } from "../../gateway/media/cache.ts";
import type { ConnectionKey } from "../../gateway/secrets/connection-keys.ts";
import { sealingKey } from "../../gateway/secrets/sealed.ts";
import { createFakeClock } from "../support/fake-clock.ts";

const MIB = 1_048_576;
const urlOf = (name: string, query = "Policy=p") => `https://cdn.test/${name}.mp4?${query}`;

async function setUp(t: TestContext, maxBytes = MIB) {
  const folder = await mkdtemp(join(tmpdir(), "countersign-media-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const clock = createFakeClock();
  const keys = new Map<string, ConnectionKey>();
  for (const connectionId of ["conn_one", "conn_two", "conn_an-app_s"])
    keys.set(connectionId, {
      connectionId,
      key: sealingKey(`dk_${connectionId}`, randomBytes(32)),
    });
  const start = () =>
    openMediaCache({
      folder,
      maxBytes,
      clock,
      keys: { of: (id) => keys.get(id) ?? Promise.reject(new Error("no such connection")) },
    });
  return { folder, clock, keys, start, cache: await start() };
}

async function keep(
  cache: MediaCache,
  name: string,
  bytes: Buffer,
  { id = "conn_one", pieceBytes = 10_000, head = {} } = {},
): Promise<boolean> {
  const keeper = await cache.keep(id, urlOf(name), { size: bytes.length, ...head });
  for (let at = 0; at < bytes.length; at += pieceBytes)
    keeper?.write(bytes.subarray(at, at + pieceBytes));
  await cache.settled();
  return keeper !== undefined;
}

async function read(cache: MediaCache, name: string, start = 0, end?: number, id = "conn_one") {
  const kept = await cache.find(id, urlOf(name, "Policy=other"));
  return kept && (await buffer(kept.read(start, end ?? kept.head.size)));
}

async function filesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test("a kept file comes back whole and in any part, under any query of its address", async (t) => {
  const { cache } = await setUp(t);
  const bytes = randomBytes(200_000);
  const head = { type: "video/mp4", etag: '"a"' };
  assert.equal(await read(cache, "film"), undefined);
  await keep(cache, "film", bytes, { head });
  assert.ok((await read(cache, "film"))?.equals(bytes));
  for (const [start, end] of [
    [0, 1],
    [65_535, 65_537],
    [131_072, 200_000],
    [199_999, 200_000],
    [0, 0],
  ] as const)
    assert.ok((await read(cache, "film", start, end))?.equals(bytes.subarray(start, end)));
  const kept = await cache.find("conn_one", urlOf("film"));
  assert.deepEqual(kept?.head, { size: 200_000, ...head });
  await kept.close();
  assert.equal(await read(cache, "film", 0, 1, "conn_two"), undefined);
});

test("pieces of any size make the same file, an empty one and one that is cut none", async (t) => {
  const { cache, folder } = await setUp(t);
  for (const [index, pieceBytes] of [1_000, 65_536, 65_537, 150_000].entries()) {
    const bytes = randomBytes(131_072);
    await keep(cache, `film${index}`, bytes, { pieceBytes });
    assert.ok((await read(cache, `film${index}`))?.equals(bytes), String(pieceBytes));
  }
  assert.equal(await keep(cache, "empty", Buffer.alloc(0)), false);
  const before = cache.bytes();
  const keeper = await cache.keep("conn_one", urlOf("cut"), { size: 1_000 });
  keeper?.write(randomBytes(999));
  assert.equal(await cache.keep("conn_one", urlOf("cut"), { size: 1_000 }), undefined);
  keeper?.abandon();
  await cache.settled();
  assert.deepEqual([await read(cache, "cut"), cache.bytes()], [undefined, before]);
  assert.equal((await filesIn(folder)).length, 4);
});

test("the files take no more than the bound; those used longest ago go first", async (t) => {
  const { cache, folder } = await setUp(t, 450_000);
  for (const name of ["a", "b", "c", "d"]) await keep(cache, name, randomBytes(100_000));
  await read(cache, "a");
  assert.equal(await keep(cache, "large", randomBytes(120_000)), false);
  await keep(cache, "e", randomBytes(100_000));
  const there = await Promise.all(
    ["a", "b", "c", "d", "e"].map(async (name) => (await read(cache, name)) !== undefined),
  );
  assert.deepEqual(there, [true, false, true, true, true]);
  const sizes = (await readdir(join(folder, "conn_one"))).map(
    async (name) => (await stat(join(folder, "conn_one", name))).size,
  );
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  assert.deepEqual([total, total <= 450_000], [cache.bytes(), true]);
});

test("a restart finds what was kept, in the order of its use, and clears what was not finished", async (t) => {
  const { cache, clock, folder, start } = await setUp(t, 450_000);
  for (const name of ["a", "b", "c", "d"]) {
    clock.advance(1_000);
    await keep(cache, name, randomBytes(100_000));
    await read(cache, name);
  }
  clock.advance(1_000);
  await read(cache, "a");
  await writeFile(join(folder, "conn_one", `${"0".repeat(64)}.part`), "half");
  await writeFile(join(folder, "notes.txt"), "not ours");
  const again = await start();
  assert.equal(again.bytes(), cache.bytes());
  assert.equal((await filesIn(folder)).length, 5);
  await keep(again, "e", randomBytes(100_000));
  assert.equal(await read(again, "b"), undefined);
  assert.notEqual(await read(again, "a"), undefined);
});

test("a restart finds what was kept of a connection whose ID an app brought along", async (t) => {
  const { cache, start } = await setUp(t);
  const bytes = randomBytes(1_000);
  assert.ok(await keep(cache, "a", bytes, { id: "conn_an-app_s" }));
  const again = await start();
  assert.deepEqual(await read(again, "a", 0, undefined, "conn_an-app_s"), bytes);
});

test("a file that was altered, cut or moved is none, and goes", async (t) => {
  const { cache, folder } = await setUp(t);
  const bytes = randomBytes(100_000);
  for (const name of ["head", "cut", "moved", "onto"]) await keep(cache, name, bytes);
  const names = await readdir(join(folder, "conn_one"));
  const [first = "", second = "", third = "", fourth = ""] = names.map((name) =>
    join(folder, "conn_one", name),
  );
  const altered = await readFile(first);
  altered[40] = (altered[40] ?? 0) ^ 1;
  await writeFile(first, altered);
  await truncate(second, 30);
  await writeFile(third, await readFile(fourth));
  const found = await Promise.all(
    ["head", "cut", "moved", "onto"].map((name) => read(cache, name)),
  );
  await cache.settled();
  assert.equal(found.filter((each) => each?.equals(bytes) === true).length, 1);
  assert.equal(found.filter((each) => each === undefined).length, 3);
  assert.equal((await filesIn(folder)).length, 1);
});

test("nothing on the disk shows an address or a byte of a file", async (t) => {
  const { cache, folder } = await setUp(t);
  await keep(cache, "film", Buffer.alloc(70_000, "canary"), { head: { etag: '"canary"' } });
  const [name = ""] = await readdir(join(folder, "conn_one"));
  const path = join(folder, "conn_one", name);
  for (const secret of ["canary", "film", "cdn.test"])
    assert.equal((await readFile(path)).includes(secret) || name.includes(secret), false, secret);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});

test("J01: with its key a connection's files are gone, those on their way among them", async (t) => {
  const { cache, folder, keys, start } = await setUp(t);
  const bytes = randomBytes(1_000);
  await keep(cache, "film", bytes);
  await keep(cache, "film", bytes, { id: "conn_two" });
  const late = await cache.keep("conn_one", urlOf("late"), { size: 1_000 });
  const one = join(folder, "conn_one");
  const [name = ""] = await readdir(one);
  const stolen = await readFile(join(one, name));
  keys.delete("conn_one");
  cache.removeOf("conn_one");
  late?.write(bytes);
  await cache.settled();
  assert.deepEqual(await readdir(folder), ["conn_two"]);
  // A new key under the old ID opens nothing of before.
  keys.set("conn_one", {
    connectionId: "conn_one",
    key: sealingKey("dk_conn_one", randomBytes(32)),
  });
  await keep(cache, "other", bytes);
  await writeFile(join(one, name), stolen);
  assert.equal(await read(await start(), "film"), undefined);
  keys.delete("conn_one");
  const again = await start();
  assert.deepEqual(await readdir(folder), ["conn_two"]);
  assert.ok((await read(again, "film", 0, undefined, "conn_two"))?.equals(bytes));
});

test("without room nothing is made", async (t) => {
  const folder = join(await mkdtemp(join(tmpdir(), "countersign-media-")), "media");
  t.after(() => rm(join(folder, ".."), { recursive: true, force: true }));
  const keys = { of: () => assert.fail("no key is needed") };
  const cache = await openMediaCache({ folder, maxBytes: 0, keys, clock: createFakeClock() });
  assert.equal(await cache.keep("conn_one", urlOf("a"), { size: 1 }), undefined);
  assert.equal(await cache.find("conn_one", urlOf("a")), undefined);
  await assert.rejects(stat(folder));
});
