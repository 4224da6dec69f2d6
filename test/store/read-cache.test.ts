import assert from "node:assert/strict";
import { test } from "node:test";
import { createReadCache } from "../../gateway/store/read-cache.ts";
import { createFakeClock } from "../support/fake-clock.ts";

function counting(maxAgeMs?: number) {
  const clock = createFakeClock();
  const asked: string[] = [];
  const stored = new Map<string, { readonly value: number }>();
  const load = (key: string) => {
    asked.push(key);
    return Promise.resolve(stored.get(key));
  };
  const age = maxAgeMs === undefined ? {} : { maxAgeMs };
  return { clock, asked, stored, cache: createReadCache({ clock, load, max: 2, ...age }) };
}

test("a known value is answered at once, without a promise", async () => {
  const { cache, stored, asked } = counting();
  stored.set("a", { value: 1 });
  assert.deepEqual(await cache.get("a"), { value: 1 });
  assert.deepEqual(cache.get("a"), { value: 1 });
  assert.deepEqual(asked, ["a"]);
});

test("what is missing is asked for every time", async () => {
  const { cache, stored } = counting();
  assert.equal(await cache.get("a"), undefined);
  stored.set("a", { value: 1 });
  assert.deepEqual(await cache.get("a"), { value: 1 });
});

test("one question serves all who ask at the same time", async () => {
  const { cache, asked } = counting();
  await Promise.all([cache.get("a"), cache.get("a"), cache.get("a")]);
  assert.deepEqual(asked, ["a"]);
});

test("a value is believed for its age, refreshed in passing from half of it, and asked for after it", async () => {
  const { cache, stored, clock, asked } = counting(1000);
  stored.set("a", { value: 1 });
  await cache.get("a");
  stored.set("a", { value: 2 });
  clock.advance(499);
  assert.deepEqual(cache.get("a"), { value: 1 });
  assert.equal(asked.length, 1);
  clock.advance(1);
  assert.deepEqual(cache.get("a"), { value: 1 });
  assert.equal(asked.length, 2);
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(cache.get("a"), { value: 2 });
  stored.delete("a");
  clock.advance(1000);
  assert.equal(await cache.get("a"), undefined);
});

test("a load that is under way does not bring back what was dropped", async () => {
  const { cache, stored } = counting();
  stored.set("a", { value: 1 });
  const loading = cache.get("a");
  cache.drop("a");
  await loading;
  assert.equal(cache.peek("a"), undefined);
});

test("a load that fails is an error for who asked, and is tried again by the next", async () => {
  let fails = true;
  const load = () =>
    fails ? Promise.reject(new Error("no store")) : Promise.resolve({ value: 1 });
  const cache = createReadCache({ clock: createFakeClock(), load, max: 2 });
  await assert.rejects(async () => cache.get("a"), /no store/);
  fails = false;
  assert.deepEqual(await cache.get("a"), { value: 1 });
});

test("no more than the bound is kept", async () => {
  const { cache, stored } = counting();
  for (const key of ["a", "b", "c"]) {
    stored.set(key, { value: 1 });
    await cache.get(key);
  }
  assert.equal(cache.peek("a"), undefined);
  assert.deepEqual(cache.peek("c"), { value: 1 });
});
