import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import type { RunningRules } from "../../gateway/rules/start-rules.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { randomParams, revisionOf, startTestRules, type Params } from "./support.ts";

const HOUR_MS = 3_600_000;
const good = randomParams(0x6a000000);
const bad = randomParams(0x6a000001);
const A = revisionOf(good);
const B = revisionOf(bad);

async function twoBuilds(t: TestContext) {
  const clock = createFakeClock(0x6b000000 * 1000);
  // Files are read and documents tried in real time; only bans last so long.
  const mixed: Clock = {
    ...clock,
    setTimeout: (run, delayMs) =>
      (delayMs < HOUR_MS ? systemClock : clock).setTimeout(run, delayMs),
    clearTimeout: (timer) => {
      clock.clearTimeout(timer);
      systemClock.clearTimeout(timer);
    },
  };
  const { rules } = await startTestRules(t, { clock: mixed });
  await offer(rules, good);
  await offer(rules, bad);
  assert.equal(rules.current("live")?.revision, B);
  return { rules, clock };
}

/** One exchange with an upstream that takes `taken` alone. */
function exchange(rules: RunningRules, taken: string): boolean {
  const serving = rules.current("live")?.revision ?? "";
  if (serving === taken) {
    rules.accepted("live", serving, false);
    return true;
  }
  rules.refused("live", serving);
  const standIn = rules.standIn("live", serving)?.revision;
  if (standIn === undefined) return false;
  if (standIn === taken) rules.accepted("live", standIn, true);
  else rules.refused("live", standIn);
  return standIn === taken;
}

test("FR18: a new build that the upstream refuses while it takes the one before is rolled back, and every exchange succeeded", async (t) => {
  const { rules } = await twoBuilds(t);
  for (let count = 0; count < 3; count++) {
    assert.equal(rules.current("live")?.revision, B);
    assert.ok(exchange(rules, A));
  }
  assert.equal(rules.current("live")?.revision, A);
  assert.deepEqual(
    rules.bans("live").map(({ revision }) => revision),
    [B],
  );
  const [rejection] = rules.rejections("live");
  assert.match(rejection?.reason ?? "", /refused its signatures while it took those of/);
});

test("FR18: a build of which one signature was taken is not rolled back: refusals then mean that a newer one is needed", async (t) => {
  const { rules } = await twoBuilds(t);
  assert.ok(exchange(rules, B));
  for (let count = 0; count < 5; count++) assert.ok(!exchange(rules, A));
  assert.equal(rules.current("live")?.revision, B);
});

test("FR18: where both builds are refused, the older one is tried three times and no more", async (t) => {
  const { rules } = await twoBuilds(t);
  for (let count = 0; count < 3; count++) {
    rules.refused("live", B);
    assert.equal(rules.standIn("live", B)?.revision, A);
    rules.refused("live", A);
  }
  rules.refused("live", B);
  assert.equal(rules.standIn("live", B), undefined);
  assert.equal(rules.current("live")?.revision, B);
});

test("FR19: a rolled-back build is banned for an hour, however often it is offered again", async (t) => {
  const { rules, clock } = await twoBuilds(t);
  for (let count = 0; count < 3; count++) exchange(rules, A);
  await offer(rules, bad);
  clock.advance(HOUR_MS - 1);
  assert.equal(rules.current("live")?.revision, A);
  clock.advance(1);
  assert.equal(rules.current("live")?.revision, B);
});

test("FR19: a corrected build of the same name is another one, and serves at once", async (t) => {
  const { rules } = await twoBuilds(t);
  for (let count = 0; count < 3; count++) exchange(rules, A);
  await offer(rules, { ...bad, checksum_constant: bad.checksum_constant + 1 });
  assert.equal(rules.current("live")?.revision, B);
  assert.ok(exchange(rules, B));
});

test("FR19: a ban ends early once the upstream refuses the build before, too", async (t) => {
  const { rules } = await twoBuilds(t);
  for (let count = 0; count < 3; count++) exchange(rules, A);
  for (let count = 0; count < 3; count++) exchange(rules, B);
  assert.equal(rules.current("live")?.revision, B);
  assert.ok(exchange(rules, B));
});

test("FR20: a pinned build is not rolled back, and a banned one can be pinned", async (t) => {
  const { rules } = await twoBuilds(t);
  await rules.pin("live", B);
  for (let count = 0; count < 5; count++) assert.ok(!exchange(rules, A));
  assert.equal(rules.current("live")?.revision, B);
  await rules.release("live");
  for (let count = 0; count < 3; count++) exchange(rules, A);
  assert.equal(rules.current("live")?.revision, A);
  await rules.pin("live", B);
  assert.equal(rules.current("live")?.revision, B);
});

async function offer(rules: RunningRules, params: Params): Promise<void> {
  const verdict = await rules.offer("live", "test", JSON.stringify(params));
  assert.ok(verdict.accepted);
}
