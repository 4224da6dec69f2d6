import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActiveRules } from "../../gateway/rules/rules.ts";
import { createWaiting, type Waiting } from "../../gateway/rules/waiting.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";

test("all who wait share one timer and one refresh, and leave each at their own time", async () => {
  const { waiting, clock, refreshes } = begin();
  const first = waiting.wait("1:a", 2000);
  clock.advance(500);
  const second = waiting.wait("1:a", 2000);
  const hurried = waiting.wait("1:a", 100);
  assert.equal(clock.pending(), 1);
  clock.advance(100);
  assert.equal(await hurried, undefined);
  clock.advance(1400);
  assert.equal(await first, undefined);
  clock.advance(500);
  assert.equal(await second, undefined);
  assert.equal(refreshes(), 1);
  assert.equal(clock.pending(), 0);
});

test("a refused revision causes another refresh only after the hold-off; another revision at once", () => {
  const { waiting, clock, refreshes } = begin();
  void waiting.wait("1:a", 10);
  clock.advance(9_999);
  void waiting.wait("1:a", 10);
  assert.equal(refreshes(), 1);
  void waiting.wait("1:b", 10);
  assert.equal(refreshes(), 2);
  clock.advance(1);
  void waiting.wait("1:a", 10);
  assert.equal(refreshes(), 3);
});

test("those who wait go on with what is newer than their own revision, and on closing all go", async () => {
  const { waiting, serve } = begin();
  const old = waiting.wait("1:a", 2000);
  const recent = waiting.wait("2:b", 2000);
  serve("2:b");
  waiting.look();
  assert.equal((await old)?.revision, "2:b");
  waiting.close();
  assert.equal(await recent, undefined);
  assert.equal(await waiting.wait("2:b", 2000), undefined);
});

function begin(): {
  readonly waiting: Waiting;
  readonly clock: FakeClock;
  readonly refreshes: () => number;
  readonly serve: (revision: string) => void;
} {
  const clock = createFakeClock();
  let refreshes = 0;
  let serving: ActiveRules | undefined;
  const waiting = createWaiting({
    clock,
    holdOffMs: 10_000,
    newerThan: (revision) => (serving?.revision === revision ? undefined : serving),
    canChange: () => true,
    refresh: () => refreshes++,
  });
  const serve = (revision: string): void => {
    serving = { revision } as ActiveRules;
  };
  return { waiting, clock, refreshes: () => refreshes, serve };
}
