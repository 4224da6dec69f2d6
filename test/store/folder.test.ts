import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findFolderHolder } from "../../gateway/store/folder-lock.ts";
import { openTestStore, temporaryFolder } from "./test-store.ts";

const isRoot = process.getuid?.() === 0;

test("a second gateway on a data folder is refused and told who holds it", async (t) => {
  const dataDir = temporaryFolder(t);
  const store = await openTestStore(t, dataDir);
  assert.equal(findFolderHolder(dataDir)?.pid, process.pid);
  await assert.rejects(openTestStore(t, dataDir), {
    code: "NOT_READY",
    message: new RegExp(`in use by another gateway \\(process ${process.pid} `),
  });
  await store.meta.set("still", "works");
  await store.close();
  assert.equal(findFolderHolder(dataDir), undefined);
  await openTestStore(t, dataDir);
});

test("nobody holds a folder that no gateway was ever started on", (t) => {
  assert.equal(findFolderHolder(temporaryFolder(t)), undefined);
});

test("a read-only data folder is a clear error", async (t) => {
  if (process.platform === "win32") {
    t.skip("folders have no mode on Windows");
    return;
  }
  const outer = temporaryFolder(t);
  const dataDir = join(outer, "data");
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o555);
  chmodSync(outer, 0o755);
  // The superuser may write anywhere, so the test is nobody for a moment.
  if (isRoot) process.seteuid?.(65534);
  try {
    await assert.rejects(openTestStore(t, dataDir), {
      code: "NOT_READY",
      message: /cannot be opened.*writable/,
    });
    await assert.rejects(openTestStore(t, join(dataDir, "new")), { message: /writable/ });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("D13: a full disk is a clear error, loses nothing, and is over when there is space again", async (t) => {
  const dataDir = temporaryFolder(t);
  try {
    const options = ["-t", "tmpfs", "-o", "size=1m,mode=0700", "none", dataDir];
    execFileSync("mount", options, { stdio: "ignore" });
  } catch {
    t.skip("needs the right to mount a small disk");
    return;
  }
  try {
    const store = await openTestStore(t, dataDir);
    await store.meta.set("first", "kept");
    const fill = async () => {
      for (let index = 0; ; index++) await store.meta.set(`${index}`, "x".repeat(50_000));
    };
    await assert.rejects(fill(), { code: "NOT_READY", message: /disk is full/ });
    assert.equal(await store.meta.get("first"), "kept");
    assert.equal(store.problem(), undefined);
    assert.match(store.notices().join(), /disk is full\. Free some space/);
    execFileSync("mount", ["-o", "remount,size=8m", dataDir]);
    await store.meta.set("second", "kept too");
    assert.equal(await store.meta.get("second"), "kept too");
    assert.deepEqual(store.notices(), []);
    await store.close();
  } finally {
    execFileSync("umount", ["-l", dataDir]);
  }
});
