import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeClock } from "./fake-clock.ts";

test("timers run in the order they fall due, each at its own time", () => {
  const clock = createFakeClock(1_000);
  const runs: string[] = [];
  clock.setTimeout(() => runs.push(`late at ${clock.elapsed()}`), 20);
  clock.setTimeout(() => {
    runs.push(`early at ${clock.elapsed()}`);
    clock.setTimeout(() => runs.push(`child at ${clock.elapsed()}`), 5);
  }, 10);
  clock.advance(100);
  assert.deepEqual(runs, ["early at 10", "child at 15", "late at 20"]);
  assert.equal(clock.now(), 1_100);
});

test("a cleared timer never runs, and a refreshed one waits anew", () => {
  const clock = createFakeClock();
  let runs = 0;
  const cleared = clock.setTimeout(() => (runs += 100), 10);
  const refreshed = clock.setTimeout(() => (runs += 1), 10);
  clock.advance(5);
  clock.clearTimeout(cleared);
  refreshed.refresh();
  clock.advance(9);
  assert.equal(runs, 0);
  clock.advance(1);
  assert.equal(runs, 1);
  assert.equal(clock.pending(), 0);
});
