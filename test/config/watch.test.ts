import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, test, type TestContext } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { watchFolder } from "../../gateway/config/watch.ts";
import { discardScratch, makeScratch } from "../support/scratch.ts";

const NEVER_MS = 3_600_000;

describe("watching a folder", () => {
  test("FR01: sees a file truncated and written in place", async (t) => {
    const { file, settles } = await watched(t);
    writeFileSync(file, "second");
    assert.equal(await settles(file, "second"), 1);
  });

  test("FR01: sees a file replaced by renaming another over it", async (t) => {
    const { folder, file, settles } = await watched(t);
    writeFileSync(join(folder, ".new"), "second");
    renameSync(join(folder, ".new"), file);
    assert.equal(await settles(file, "second"), 1);
  });

  test("FR01: sees a write in place after the file was deleted and made anew", async (t) => {
    const { file, settles } = await watched(t);
    rmSync(file);
    writeFileSync(file, "second");
    await settles(file, "second");
    writeFileSync(file, "third");
    await settles(file, "third");
  });

  test("FR01: sees an editor's save (backup renamed away, new file written)", async (t) => {
    const { file, settles } = await watched(t);
    renameSync(file, `${file}~`);
    writeFileSync(file, "second");
    rmSync(`${file}~`);
    assert.equal(await settles(file, "second"), 1);
  });

  test("FR01: sees a mounted ConfigMap swap its data folder, twice", async (t) => {
    const { folder, settles } = await watched(t);
    const file = join(folder, "mapped.json");
    swapConfigMap(folder, "one");
    symlinkSync(join("..data", "mapped.json"), file);
    await settles(file, "one");
    swapConfigMap(folder, "two");
    await settles(file, "two");
    swapConfigMap(folder, "three");
    await settles(file, "three");
  });

  test("FR01: sees the whole folder replaced, and goes on watching the new one", async (t) => {
    const { folder, file, settles } = await watched(t);
    const other = `${folder}.new`;
    mkdirSync(other);
    writeFileSync(join(other, "file.json"), "second");
    renameSync(folder, `${folder}.old`);
    renameSync(other, folder);
    await settles(file, "second");
    writeFileSync(file, "third");
    await settles(file, "third");
  });

  test("FR01: sees a folder that did not exist when watching began", async (t) => {
    const { folder, settles } = await watched(t);
    const later = join(folder, "later");
    const file = join(later, "file.json");
    const inner = await watched(t, later);
    mkdirSync(later);
    writeFileSync(file, "second");
    await inner.settles(file, "second");
    assert.ok(settles);
  });

  test("FR01: makes one call of a burst of a hundred writes, with the last content", async (t) => {
    const { file, settles } = await watched(t);
    for (let n = 1; n <= 100; n++) {
      writeFileSync(file, `write ${n}`);
      await setImmediate();
    }
    assert.equal(await settles(file, "write 100"), 1);
  });

  test("FR02: finds by polling what no event told", async (t) => {
    // Swapping a link on the way to a file raises no event where the file is watched.
    const elsewhere = temporaryFolder(t);
    for (const name of ["first", "second"]) {
      mkdirSync(join(elsewhere, name));
      writeFileSync(join(elsewhere, name, "target"), name);
    }
    symlinkSync("first", join(elsewhere, "current"));
    const { folder, settles } = await watched(t, undefined, 20);
    symlinkSync(join(elsewhere, "current", "target"), join(folder, "link"));
    await settles(join(folder, "link"), "first");
    symlinkSync("second", join(elsewhere, "next"));
    renameSync(join(elsewhere, "next"), join(elsewhere, "current"));
    await settles(join(folder, "link"), "second");
  });

  test("says nothing when nothing changed, and nothing after it is closed", async (t) => {
    const { file, watch, calls, settles } = await watched(t);
    writeFileSync(file, "second");
    await settles(file, "second");
    const before = calls();
    await watch.close();
    writeFileSync(file, "third");
    await watch.close();
    assert.equal(calls(), before);
  });
});

async function watched(t: TestContext, path?: string, pollMs = NEVER_MS) {
  const folder = path ?? temporaryFolder(t);
  const file = join(folder, "file.json");
  if (path === undefined) writeFileSync(file, "first");
  let calls = 0;
  let notify = (): void => undefined;
  const onSettled = (): void => {
    calls++;
    notify();
  };
  const watch = await watchFolder(folder, onSettled, { clock: systemClock, pollMs });
  t.after(watch.close);
  /** Resolves with the number of calls so far once one finds this content. */
  const settles = (name: string, content: string): Promise<number> =>
    new Promise((resolve) => {
      notify = () => {
        if (readIfThere(name) === content) resolve(calls);
      };
    });
  return { folder, file, watch, settles, calls: () => calls };
}

function temporaryFolder(t: TestContext): string {
  const folder = makeScratch(t, "watch");
  t.after(() => discardScratch(`${folder}.old`));
  return folder;
}

/** What kubelet does: a new folder, and a link renamed over `..data`. */
function swapConfigMap(folder: string, content: string): void {
  const version = `..${content}`;
  mkdirSync(join(folder, version));
  appendFileSync(join(folder, version, "mapped.json"), content);
  symlinkSync(version, join(folder, "..data_tmp"));
  renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
}

function readIfThere(name: string): string | undefined {
  try {
    return readFileSync(name, "utf8");
  } catch {
    return undefined;
  }
}
