import assert from "node:assert/strict";
import test from "node:test";
import { GatewayError } from "../../gateway/errors.ts";
import type { LimitVerdict } from "../../gateway/limits/limits.ts";
import { createMemoryLimits } from "../../gateway/limits/memory.ts";
import rateLimit from "../../plugins/rate-limit.ts";
import { exercise } from "../support/exercise.ts";

const facts = (environment: string) => ({
  caller: { organizationId: "org_1", appId: "app_1", environment },
  connection: { id: "conn_1" },
});
const verdict = (allowed: boolean, remaining: number): LimitVerdict => ({
  allowed,
  limit: 10,
  remaining,
  resetSeconds: 60,
});

async function fixture(
  config: object,
  verdicts: Readonly<Record<string, LimitVerdict>> = {},
  environment = "live",
) {
  const taken: unknown[] = [];
  const take = (key: string, options: object) => {
    taken.push([key, options]);
    return Promise.resolve(verdicts[key] ?? verdict(true, 5));
  };
  const services = { limits: { ...createMemoryLimits(), take } };
  const run = await exercise(rateLimit, { config, services, facts: facts(environment) });
  return { run, taken };
}

const both = { live: { app: { perMinute: 60, burst: 90 }, connection: { perMinute: 30 } } };

test("nothing is limited unless it is configured, the sandbox by its own settings", async () => {
  for (const [config, environment] of [
    [{}, "live"],
    [{}, "sandbox"],
    [both, "sandbox"],
  ] as const) {
    const { run, taken } = await fixture(config, {}, environment);
    assert.equal(await run.onRequest(), undefined);
    assert.deepEqual(taken, []);
    assert.deepEqual(run.exchange.answerHeaders, {});
  }
});

test("an app and a connection have buckets of their own in the organization", async () => {
  const { run, taken } = await fixture(both);
  await run.onRequest();
  assert.deepEqual(taken, [
    ["org_1 app_1", { perMinute: 60, burst: 90 }],
    ["org_1 conn_1", { perMinute: 30, burst: 30 }],
  ]);
});

test("the tighter bucket is the one that answers speak of", async () => {
  const { run } = await fixture(both, { "org_1 conn_1": verdict(true, 2) });
  await run.onRequest();
  assert.deepEqual(run.exchange.answerHeaders, {
    "x-ratelimit-limit": "10",
    "x-ratelimit-remaining": "2",
    "x-ratelimit-reset": "60",
  });
});

test("a used-up bucket is refused with the time to wait, and says whose it is", async () => {
  for (const [key, whose] of [
    ["org_1 app_1", "app"],
    ["org_1 conn_1", "connection"],
  ] as const) {
    const { run } = await fixture(both, { [key]: verdict(false, 0) });
    await assert.rejects(run.onRequest(), (error) => {
      assert.ok(error instanceof GatewayError);
      assert.equal(error.code, "RATE_LIMIT_EXCEEDED");
      assert.equal(error.source, "caller");
      assert.equal(error.details.retryAfterSeconds, 60);
      assert.match(error.message, new RegExp(`for this ${whose} `));
      return true;
    });
    assert.equal(run.exchange.answerHeaders["retry-after"], "60");
    assert.equal(run.exchange.answerHeaders["x-ratelimit-remaining"], "0");
  }
});

test("what the app's bucket refuses does not drain the connection's", async () => {
  const { run, taken } = await fixture(both, { "org_1 app_1": verdict(false, 0) });
  await assert.rejects(run.onRequest());
  assert.equal(taken.length, 1);
});

test("D06: an organization has so many places; the one too many is told why, an ended one frees its own", async () => {
  const services = { limits: createMemoryLimits() };
  const config = { live: { maxConcurrent: 2 } };
  const another = () => exercise(rateLimit, { config, services, facts: facts("live") });
  const [first, second, third] = await Promise.all([another(), another(), another()]);
  await first.onRequest();
  await second.onRequest();
  await assert.rejects(third.onRequest(), (error) => {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, "RATE_LIMIT_EXCEEDED");
    assert.equal(error.details.reason, "concurrency");
    return true;
  });
  third.onComplete();
  await assert.rejects((await another()).onRequest());
  first.onComplete();
  await (await another()).onRequest();
});
