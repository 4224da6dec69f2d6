import assert from "node:assert/strict";
import { utimesSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { readStable } from "../../gateway/config/watch.ts";
import { folderWith } from "./support.ts";

describe("reading a file that holds still", () => {
  test("FR03: never returns a torn file while 4 MB are written in place", async (t) => {
    const file = join(folderWith(t, {}), "big.json");
    const whole = `"${"x".repeat(4 * 1_048_576)}"`;
    writeFileSync(file, "");
    const writer = await open(file, "r+");
    const written = (async () => {
      for (let at = 0; at < whole.length; at += 65_536) {
        await writer.write(whole.slice(at, at + 65_536), at);
      }
      await writer.close();
    })();
    const bytes = await readStable(file, 8 * 1_048_576);
    await written;
    assert.equal(bytes.length, whole.length);
  });

  test("FR04: refuses a file beyond the bound without reading it", async (t) => {
    const file = join(folderWith(t, {}), "huge.json");
    writeFileSync(file, "123456");
    await assert.rejects(readStable(file, 5), /has 6 bytes; at most 5 fit/);
  });

  test("reads an untouched file once", async (t) => {
    const file = join(folderWith(t, {}), "old.json");
    writeFileSync(file, "old");
    utimesSync(file, 1_000_000_000, 1_000_000_000);
    const clock = {
      ...systemClock,
      setTimeout: () => assert.fail("an untouched file needs no second read"),
    };
    assert.equal((await readStable(file, 100, clock)).toString(), "old");
  });

  test("says why a missing file cannot be read", async (t) => {
    await assert.rejects(readStable(join(folderWith(t, {}), "none"), 100), { code: "ENOENT" });
  });
});
