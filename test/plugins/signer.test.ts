import assert from "node:assert/strict";
import test from "node:test";
import { GatewayError } from "../../gateway/errors.ts";
import { isRetry, type Retry } from "../../gateway/chain/retry.ts";
import signer from "../../plugins/signer.ts";
import { exercise } from "../support/exercise.ts";

const connection = { id: "conn_1", environment: "sandbox" };
const stale = JSON.stringify({ error: { code: 401, message: "Please refresh the page" } });

async function fixture(
  options: { readonly current?: string; readonly newer?: string; readonly former?: string } = {},
) {
  const waits: unknown[] = [];
  const told: unknown[] = [];
  const build = (revision: string | undefined) =>
    revision === undefined ? undefined : { revision };
  const run = await exercise(signer, {
    facts: { connection },
    services: {
      rules: {
        current: () => build(options.current),
        standIn: () => build(options.former),
        refused: (_: unknown, revision: string) => told.push(["refused", revision]),
        accepted: (...[, revision, isStandIn]: unknown[]) =>
          told.push(["accepted", revision, isStandIn]),
        waitForNewer: (...call: unknown[]) => {
          waits.push(call);
          return Promise.resolve(build(options.newer));
        },
      },
    },
  });
  return { run, waits, told };
}

test("each attempt is to be signed for the connection with the current rules", async () => {
  const { run } = await fixture({ current: "1:a" });
  assert.deepEqual((await run.onAttempt()).signature, {
    environment: "sandbox",
    connectionId: "conn_1",
    revision: "1:a",
  });
});

test("without rules nothing is sent", async () => {
  const { run } = await fixture();
  await assert.rejects(run.onAttempt(), { code: "NOT_READY" });
});

for (const status of [400, 401]) {
  test(`a signature refused with ${status} is retried once newer rules have come`, async () => {
    const { run, waits } = await fixture({ current: "1:a", newer: "2:b" });
    await run.onAttempt();
    const wish = (await run.onUpstreamResponse({ status, body: stale })) as Retry;
    assert.ok(isRetry(wish));
    assert.equal(wish.nothingExecuted, true);
    assert.deepEqual(waits, [["sandbox", "1:a"]]);
    assert.equal(wish.otherwise?.code, "RULES_OUTDATED", "and where no retry is granted");
  });
}

test("without newer rules the caller learns that the rules are outdated, and what upstream said", async () => {
  const { run } = await fixture({ current: "1:a" });
  await run.onAttempt();
  await assert.rejects(run.onUpstreamResponse({ status: 400, body: stale }), (error) => {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, "RULES_OUTDATED");
    assert.equal(error.source, "rules");
    assert.deepEqual(error.details.upstream, {
      status: 400,
      code: 401,
      message: "Please refresh the page",
    });
    return true;
  });
});

test("a second refusal is final, and waits for nothing", async () => {
  const { run, waits } = await fixture({ current: "2:b", newer: "3:c" });
  await run.onAttempt();
  await run.onAttempt("stale-rules");
  await assert.rejects(run.onUpstreamResponse({ status: 401, body: stale }), {
    code: "RULES_OUTDATED",
  });
  assert.deepEqual(waits, []);
});

test("every other answer passes, whatever its status", async () => {
  const { run, waits } = await fixture({ current: "1:a", newer: "2:b" });
  await run.onAttempt();
  const denied = JSON.stringify({ error: { message: "Access denied." } });
  assert.equal(await run.onUpstreamResponse({ status: 401, body: denied }), undefined);
  assert.equal(await run.onUpstreamResponse({ status: 403, body: stale }), undefined);
  assert.equal(await run.onUpstreamResponse({ status: 200, body: stale }), undefined);
  assert.deepEqual(waits, []);
});

test("FR18: new rules that are refused are tried again as the ones before, and the registry hears which of them was taken", async () => {
  const { run, waits, told } = await fixture({ current: "2:b", former: "1:a" });
  await run.onAttempt();
  const wish = (await run.onUpstreamResponse({ status: 400, body: stale })) as Retry;
  assert.equal(wish.reason, "former-rules");
  assert.equal(wish.nothingExecuted, true);
  assert.equal((await run.onAttempt("former-rules")).signature?.revision, "1:a");
  assert.equal(await run.onUpstreamResponse({ status: 200 }), undefined);
  assert.deepEqual(told, [
    ["refused", "2:b"],
    ["accepted", "1:a", true],
  ]);
  assert.deepEqual(waits, []);
});

test("FR18: where the ones before are refused, too, newer ones are waited for", async () => {
  const { run, waits } = await fixture({ current: "2:b", former: "1:a", newer: "3:c" });
  await run.onAttempt("former-rules");
  const wish = (await run.onUpstreamResponse({ status: 400, body: stale })) as Retry;
  assert.equal(wish.reason, "stale-rules");
  assert.equal(waits.length, 1);
});
