import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { createMemoryLimits } from "../../gateway/limits/memory.ts";

function frozenTime(t: TestContext): void {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_700_000_000_000 });
}

test("D07: exactly the burst passes at once, the rest learn when to come back", async (t) => {
  frozenTime(t);
  const limits = createMemoryLimits();
  const verdicts = await Promise.all(
    Array.from({ length: 20 }, () => limits.take("org app", { perMinute: 10, burst: 10 })),
  );
  assert.deepEqual(
    verdicts.map(({ remaining }) => remaining),
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, ...Array<number>(10).fill(0)],
  );
  assert.equal(verdicts.filter(({ allowed }) => allowed).length, 10);
  assert.ok(verdicts.every(({ limit, resetSeconds }) => limit === 10 && resetSeconds === 60));
});

test("D07: the rate does not drift over ten windows of twice the limit", async (t) => {
  frozenTime(t);
  const limits = createMemoryLimits();
  for (let window = 0; window < 10; window += 1) {
    let allowed = 0;
    for (let count = 0; count < 20; count += 1)
      if ((await limits.take("k", { perMinute: 10, burst: 10 })).allowed) allowed += 1;
    assert.equal(allowed, 10);
    t.mock.timers.tick(60_000);
  }
});

test("a burst beyond the rate is paid for with a longer wait", async (t) => {
  frozenTime(t);
  const limits = createMemoryLimits();
  const options = { perMinute: 60, burst: 90 };
  for (let count = 0; count < 90; count += 1) await limits.take("k", options);
  assert.deepEqual(await limits.take("k", options), {
    allowed: false,
    limit: 90,
    remaining: 0,
    resetSeconds: 90,
  });
});

test("buckets are apart from each other, also under odd names", async () => {
  const limits = createMemoryLimits();
  for (const key of ["a", "b", "__proto__", ""])
    assert.equal((await limits.take(key, { perMinute: 1, burst: 1 })).allowed, true, key);
  assert.equal((await limits.take("a", { perMinute: 1, burst: 1 })).allowed, false);
});

test("two gateways in one process count apart", async () => {
  const [one, other] = [createMemoryLimits(), createMemoryLimits()];
  assert.equal((await one.take("k", { perMinute: 1, burst: 1 })).allowed, true);
  assert.equal((await other.take("k", { perMinute: 1, burst: 1 })).allowed, true);
});
