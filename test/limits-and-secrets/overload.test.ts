import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../gateway/clock.ts";
import { startOverload, usedHeapRatio } from "../../gateway/http/overload.ts";
import { createFakeClock } from "../support/fake-clock.ts";

function start() {
  const fake = createFakeClock();
  let stalledMs = 0;
  let heap = 0.1;
  const overload = startOverload({
    clock: { ...fake, elapsed: () => fake.elapsed() + stalledMs },
    maxLagMs: 100,
    maxHeapRatio: 0.85,
    heapRatio: () => heap,
  });
  return {
    ...overload,
    pass: (ms: number) => fake.advance(ms),
    stall: (ms: number) => (stalledMs += ms),
    fill: (ratio: number) => (heap = ratio),
    pending: fake.pending,
  };
}

test("D08: a loop that was blocked sheds at the next sample, and no longer than it lags", () => {
  const { isOverloaded, pass, stall } = start();
  pass(1_000);
  assert.equal(isOverloaded(), undefined);
  stall(500);
  pass(50);
  assert.equal(isOverloaded(), "lag");
  pass(50);
  assert.equal(isOverloaded(), undefined);
});

test("D08: a loop that is only a little late sheds nothing", () => {
  const { isOverloaded, pass, stall } = start();
  for (let sample = 0; sample < 20; sample++) {
    stall(90);
    pass(50);
    assert.equal(isOverloaded(), undefined);
  }
});

test("D09: a heap over its share sheds until it is under it again", () => {
  const { isOverloaded, pass, fill } = start();
  fill(0.9);
  pass(50);
  assert.equal(isOverloaded(), "heap");
  pass(10_000);
  assert.equal(isOverloaded(), "heap");
  fill(0.8);
  pass(50);
  assert.equal(isOverloaded(), undefined);
});

test("closing leaves no timer", () => {
  const { close, pending } = start();
  assert.equal(pending(), 1);
  close();
  assert.equal(pending(), 0);
});

test("D08: a real loop blocked for half a second is seen", async (t) => {
  const overload = startOverload({ clock: systemClock, maxLagMs: 100, maxHeapRatio: 1 });
  t.after(overload.close);
  await pause(60);
  const until = performance.now() + 500;
  while (performance.now() < until);
  // Its sample is overdue and runs before this timer, which was set after it.
  await pause(1);
  assert.equal(overload.isOverloaded(), "lag");
});

test("D09: the real heap's share is between nothing and all", () => {
  const ratio = usedHeapRatio();
  assert.ok(ratio > 0 && ratio < 1, `${ratio}`);
});

test("D09: a real heap filled and let go of sheds, and then serves again by itself", async () => {
  const child = execFile(
    process.execPath,
    [
      "--max-old-space-size=128",
      "--import",
      "tsx",
      fileURLToPath(new URL("heap-child.ts", import.meta.url)),
    ],
    { timeout: 60_000 },
  );
  let said = "";
  child.stdout?.on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 0, said);
  assert.deepEqual(said.trim().split("\n"), ["filled: heap", "let go: fine"]);
});
