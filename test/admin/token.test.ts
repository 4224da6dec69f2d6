import assert from "node:assert/strict";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { loadAdminToken } from "../../gateway/admin/token.ts";
import { makeScratch } from "../support/scratch.ts";

test("J07: the first start makes a random token for its owner's eyes, the next one finds it", async (t) => {
  const dir = join(makeScratch(t, "admin-token"), "data");
  const token = await loadAdminToken(dir, systemClock);
  assert.match(token, /^adm_[0-9A-Za-z]{48}$/);
  assert.equal((await stat(join(dir, "admin.token"))).mode & 0o777, 0o600);
  assert.equal(await readFile(join(dir, "admin.token"), "utf8"), `${token}\n`);
  assert.equal(await loadAdminToken(dir, systemClock), token);
  assert.deepEqual(await readdir(dir), ["admin.token"]);
});

test("starts at the same moment agree on one token", async (t) => {
  const dir = makeScratch(t, "admin-token");
  const tokens = await Promise.all(
    Array.from({ length: 10 }, () => loadAdminToken(dir, systemClock)),
  );
  assert.equal(new Set(tokens).size, 1);
  assert.deepEqual(await readdir(dir), ["admin.token"]);
});

test("J07: an empty, short or foreign token is refused, and what is in the file not repeated", async (t) => {
  const dir = makeScratch(t, "admin-token");
  for (const content of ["", "\n", "adm_short", "changeme-canary", `adm_${"a".repeat(48)} more`]) {
    await writeFile(join(dir, "admin.token"), content, { mode: 0o600 });
    await assert.rejects(loadAdminToken(dir, systemClock), (error: Error) => {
      assert.match(error.message, /admin\.token holds no admin token\. Delete it/);
      return !error.message.includes("canary");
    });
  }
});

test("a token that others may read is refused with the command that helps", async (t) => {
  if (process.platform === "win32") {
    t.skip("Windows has no permission bits");
    return;
  }
  const dir = makeScratch(t, "admin-token");
  await loadAdminToken(dir, systemClock);
  await chmod(join(dir, "admin.token"), 0o640);
  await assert.rejects(loadAdminToken(dir, systemClock), /chmod 600/);
});
