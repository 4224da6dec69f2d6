import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { createAgreement } from "../../gateway/rules/agreement.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { makeRulesDir, randomParams, revisionOf, startTestRules } from "./support.ts";

const before = randomParams(0x6a000000);
const truth = randomParams(0x6a000001);
const lie = { ...truth, checksum_constant: truth.checksum_constant + 1 };

/** Three feeds that publish what `publish` last gave them, over rules that serve `before`. */
async function threeFeeds(t: TestContext) {
  const dir = await makeRulesDir(t);
  const files = ["a", "b", "c"].map((name) => join(dir, `${name}.json`));
  const publish = (...documents: readonly unknown[]) =>
    Promise.all(
      files.map((file, index) => writeFile(file, JSON.stringify(documents[index] ?? before))),
    );
  await publish(before, before, before);
  const feeds = files.map((file) => ({ url: pathToFileURL(file).href }));
  const { rules } = await startTestRules(t, {
    dir,
    feeds: { live: feeds },
    quorum: { live: 2 },
  });
  const look = async () => {
    await rules.refresh("live");
    return rules.current("live");
  };
  assert.equal((await look())?.revision, revisionOf(before));
  const liars = () => rules.rejections("live").map(({ source }) => source.at(-6));
  return { rules, publish, look, liars };
}

test("FR16: of three feeds one lies about a constant: the two that agree are followed, and the liar is named", async (t) => {
  for (const order of [
    [lie, truth, truth],
    [truth, lie, truth],
    [truth, truth, lie],
  ]) {
    const { rules, publish, look, liars } = await threeFeeds(t);
    await publish(...order);
    assert.equal((await look())?.params["checksum_constant"], truth.checksum_constant);
    assert.deepEqual(liars(), [["a", "b", "c"][order.indexOf(lie)]]);
    assert.deepEqual(rules.awaiting("live"), []);
  }
});

test("FR16: without a quorum the last good build keeps serving, and it shows what is waited for", async (t) => {
  const { rules, publish, look, liars } = await threeFeeds(t);
  const third = { ...truth, checksum_constant: truth.checksum_constant + 2 };
  await publish(lie, truth, third);
  assert.equal((await look())?.revision, revisionOf(before));
  assert.equal(rules.awaiting("live").length, 3);
  assert.deepEqual(liars(), []);
  await publish(truth, truth, before);
  assert.equal((await look())?.revision, revisionOf(truth));
});

test("FR16: formats do not matter, only what is signed; and a file needs nobody's consent", async (t) => {
  const { rules, publish, look } = await threeFeeds(t);
  await publish(truth, { scheme: "onlyfans", params: truth }, before);
  assert.equal((await look())?.revision, revisionOf(truth));
  const own = randomParams(0x6a000002);
  assert.ok((await rules.offer("live", "live/own.json", JSON.stringify(own))).accepted);
  assert.equal(rules.current("live")?.revision, revisionOf(own));
});

test("FR16: a feed cannot correct alone what several have agreed on", async (t) => {
  const { publish, look, liars } = await threeFeeds(t);
  await publish(truth, truth, truth);
  assert.equal((await look())?.revision, revisionOf(truth));
  await publish(lie, truth, truth);
  assert.equal((await look())?.params["checksum_constant"], truth.checksum_constant);
  assert.equal(liars().length, 1);
});

test("FR16: who says what serves already counts against who says otherwise", () => {
  const agreement = createAgreement({ quorum: 2, clock: createFakeClock() });
  const [truth, lie] = [
    { revision: "1", print: "truth" },
    { revision: "1", print: "lie" },
  ];
  assert.equal(agreement.hear("a", truth).outcome, "waits");
  assert.equal(agreement.hear("b", truth).outcome, "agreed");
  agreement.confirm("c", truth);
  assert.equal(agreement.hear("b", lie).outcome, "contradicted");
  assert.deepEqual(agreement.awaiting(), []);
});

test("FR16: who spoke against the others is not counted for an hour", () => {
  const clock = createFakeClock();
  const agreement = createAgreement({ quorum: 2, clock });
  const hear = (source: string, revision: string, print: string) =>
    agreement.hear(source, { revision, print }).outcome;
  assert.equal(hear("a", "1", "lie"), "waits");
  assert.equal(hear("b", "1", "truth"), "waits");
  assert.equal(hear("c", "1", "truth"), "agreed");
  assert.equal(hear("b", "2", "new"), "waits");
  assert.equal(hear("a", "2", "new"), "waits");
  clock.advance(3_600_000);
  assert.equal(hear("a", "2", "new"), "agreed");
});
