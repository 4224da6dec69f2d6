import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { ActiveRules, Rules, Verdict } from "../../gateway/rules/rules.ts";
import { unfold } from "../../gateway/rules/unfold.ts";
import {
  drop,
  makeRulesDir,
  randomFacts,
  randomParams,
  readRepo,
  revisionOf,
  serves,
  signIndependently,
  startTestRules,
  type Params,
} from "./support.ts";

test("the shipped rules serve with the shipped scheme", async (t) => {
  const { rules } = await startTestRules(t, {
    dir: new URL("../../rules", import.meta.url).pathname,
  });
  const current = rules.current("live");
  assert.equal(current?.revision, "63941:6a8591ab");
  assert.equal(current.builtAt, 0x6a8591ab * 1000);
  assert.deepEqual(rules.rejections("live"), []);
});

test("FR13: the greatest build serves, whichever came last, and at most eight are kept", async (t) => {
  const { rules } = await startTestRules(t);
  const many = Array.from({ length: 10 }, (_, i) => randomParams(0x6a000000 + i));
  for (const params of [...many.slice(5), ...many.slice(0, 5)]) await offer(rules, params);
  assert.equal(rules.current("live")?.revision, revisionOf(many[9] as Params));
  const kept = rules.builds("live").map(({ revision }) => revision);
  assert.deepEqual(kept, many.slice(2).map(revisionOf).reverse());
});

test("FR04: bad documents are refused with reason and place, and the last good one keeps serving", async (t) => {
  const { rules } = await startTestRules(t);
  const good = randomParams(0x6a000000);
  await offer(rules, good);
  const bad = randomParams(0x6a000001);
  const inTheFuture = Math.floor(Date.now() / 1000) + 3600;
  for (const [document, place, reason] of [
    ["", "", /empty/],
    ["\ufeff{}", "", /byte order mark/],
    ['"a string"', "", /JSON object/],
    [`{"static_param":"x","static_param":"y"}`, "/static_param", /twice/],
    ["[".repeat(5000), "/0".repeat(33), /deeper/],
    [" ".repeat(50_000_000), "", /larger than/],
    [{ ...bad, static_param: "short" }, "/static_param", /match pattern/],
    [{ ...bad, checksum_indexes: Array(87).fill(1) }, "/checksum_indexes", /more than 32/],
    [{ ...bad, checksum_indexes: Array(32).fill("1") }, "/checksum_indexes/0", /integer/],
    [{ ...bad, checksum_indexes: Array(32).fill(40) }, "/checksum_indexes/0", /<= 39/],
    [{ ...bad, checksum_constant: 1.5 }, "/checksum_constant", /integer/],
    [{ ...bad, checksum_constant: 99_999 }, "/checksum_constant", /<= 5000/],
    [{ ...bad, start: "12a" }, "/start", /pattern/],
    [{ ...bad, start: 12 }, "/start", /string/],
    [{ ...bad, end: "6A000001" }, "/end", /pattern/],
    [{ ...bad, end: inTheFuture.toString(16) }, "", /future/],
    [{ scheme: "onlyfans", params: { ...bad, extra: 1 } }, "/params/extra", /not known/],
    [{ scheme: "unheard-of", params: {} }, "/scheme", /no signing scheme/],
  ] as const) {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const verdict = await rules.offer("live", "test", text);
    assert.ok(!verdict.accepted, text.slice(0, 80));
    assert.equal(verdict.rejection.place, place);
    assert.match(verdict.rejection.reason, reason);
    assert.ok(!verdict.rejection.reason.includes(bad.static_param));
  }
  assert.equal(rules.current("live")?.revision, revisionOf(good));
  assert.equal(rules.rejections("live").length, 18);
});

test("FR15: constants of one build under the name of another are refused; a source may correct itself", async (t) => {
  const { rules } = await startTestRules(t);
  const params = randomParams(0x6a000000);
  await offer(rules, params, "feed a");
  const renamed = await offer(rules, { ...params, start: "1", end: "6a000001" }, "feed a");
  assert.match(rejection(renamed), /contradicts build .* mixed/);
  const doubled = { ...params, checksum_constant: params.checksum_constant - 1 };
  assert.match(rejection(await offer(rules, doubled, "feed b")), /contradicts build/);
  const namesake = { ...randomParams(0x6a000000), start: params.start };
  assert.match(rejection(await offer(rules, namesake, "feed b")), /contradicts build/);

  const corrected = await offer(rules, doubled, "feed a");
  assert.ok(corrected.accepted);
  const facts = randomFacts();
  assert.equal(rules.current("live")?.sign(facts).set["sign"], signIndependently(doubled, facts));
});

test("the same build from another feed, in another format and order, changes nothing", async (t) => {
  const { rules } = await startTestRules(t);
  let changes = 0;
  rules.onChange(() => changes++);
  const params = { ...randomParams(), revision: "202601010000-0123456789" };
  await offer(rules, params);
  const sorted = { ...params, checksum_indexes: params.checksum_indexes.toSorted((a, b) => a - b) };
  for (const format of ["deviint", "rafa", "lovi", "datahoarders"])
    assert.ok((await rules.offer("live", format, JSON.stringify(unfold(sorted, format)))).accepted);
  assert.equal(changes, 1);
  assert.equal(rules.builds("live").length, 1);
});

test("FR20: a pin wins over newer builds, survives a restart, and holds until released", async (t) => {
  const pins = new Map<string, string>();
  const options = {
    keepDir: join(await makeRulesDir(t), "kept"),
    loadPins: () => Promise.resolve(Object.fromEntries(pins)),
    savePin: (environment: string, revision: string | undefined) => {
      if (revision === undefined) pins.delete(environment);
      else pins.set(environment, revision);
      return Promise.resolve();
    },
  };
  const [old, young] = [randomParams(0x6a000000), randomParams(0x6a000001)];
  const first = await startTestRules(t, options);
  await offer(first.rules, old);
  await first.rules.pin("live", revisionOf(old));
  await offer(first.rules, young);
  assert.equal(first.rules.current("live")?.revision, revisionOf(old));
  assert.equal(await first.rules.waitForNewer("live", revisionOf(old), 60_000), undefined);
  await assert.rejects(first.rules.pin("live", "1:00000000"), { code: "RESOURCE_NOT_FOUND" });
  await first.rules.close();

  const second = await startTestRules(t, options);
  assert.equal(second.rules.current("live")?.revision, revisionOf(old));
  assert.equal(second.rules.pinned("live"), revisionOf(old));
  await second.rules.release("live");
  assert.equal(second.rules.current("live")?.revision, revisionOf(young));
  assert.equal(pins.size, 0);
});

test("a pinned build that is gone signs nothing, rather than another build in its place", async (t) => {
  const { rules } = await startTestRules(t, {
    loadPins: () => Promise.resolve({ live: "1:60000000" }),
  });
  await offer(rules, randomParams());
  assert.equal(rules.current("live"), undefined);
  await rules.release("live");
  assert.notEqual(rules.current("live"), undefined);
});

test("FR21: 10,000 signatures across 50 reloads each come from one build alone", async (t) => {
  const { rules } = await startTestRules(t);
  const byRevision = new Map<string, Params>();
  await offer(rules, remember(randomParams(0x6a000000)));
  const seen = new Set<string>();
  for (let reload = 1; reload <= 50; reload++) {
    const taken = current(rules.current("live"));
    const pending = offer(rules, remember(randomParams(0x6a000000 + reload)));
    for (let i = 0; i < 200; i++) {
      const used = i % 2 === 0 ? taken : current(rules.current("live"));
      const facts = randomFacts();
      const params = byRevision.get(used.revision) as Params;
      assert.equal(used.sign(facts).set["sign"], signIndependently(params, facts));
      seen.add(used.revision);
    }
    assert.ok((await pending).accepted);
  }
  assert.ok(seen.size >= 50);

  function remember(params: Params): Params {
    byRevision.set(revisionOf(params), params);
    return params;
  }
});

test("FR24: with nothing usable on disk the rules start all the same and serve nothing", async (t) => {
  const { rules } = await startTestRules(t, { dir: "/nowhere/rules" });
  assert.equal(rules.current("live"), undefined);
  assert.equal(rules.current("sandbox"), undefined);
  assert.match(rejection(await offer(rules, randomParams())), /no signing scheme/);
  await assert.rejects(rules.offer("sandbox", "test", "{}"), { code: "RESOURCE_NOT_FOUND" });
});

test("a refused revision waits for newer rules: one refresh for a storm, and all go on together", async (t) => {
  const { rules, dir } = await startTestRules(t);
  const [old, young] = [randomParams(0x6a000000), randomParams(0x6a000001)];
  await offer(rules, old);
  const storm = Array.from({ length: 500 }, () =>
    rules.waitForNewer("live", revisionOf(old), 60_000),
  );
  await drop(dir, "live/young.json", young);
  const found = new Set((await Promise.all(storm)).map((newer) => newer?.revision));
  assert.deepEqual([...found], [revisionOf(young)]);
  const later = await rules.waitForNewer("live", revisionOf(old), 0);
  assert.equal(later?.revision, revisionOf(young));
});

test("a scheme with another message, HMAC-SHA-256 and other header names goes live as JSON alone", async (t) => {
  const { rules, dir } = await startTestRules(t);
  await offer(rules, randomParams(0x6a000000));
  const params = { key_id: "k1", secret: "s".repeat(40), client: "web", issued: 0x6a000001 };
  // The document first: it waits for its scheme.
  await drop(dir, "live/keyed.json", { scheme: "keyed-sha256", params });
  await drop(dir, "schemes/keyed.json", await readRepo("test/rules/fixtures/keyed-sha256.json"));
  await serves(rules, "k1:1778384897");
  const { time, method, path, userId } = randomFacts();
  const facts = { time, method, path, userId, session: { userAgent: "u", xBc: "x" } };
  const mac = createHmac("sha256", params.secret)
    .update([method, path, time, userId, "web"].join("|"))
    .digest("hex");
  assert.deepEqual(current(rules.current("live")).sign(facts).set, {
    "x-signature": `k1.${mac}`,
    "x-timestamp": time,
    "x-client": "web",
    "x-user": userId,
  });
});

test("a scheme that needs another operation waits until a plugin adds it", async (t) => {
  const { rules, dir } = await startTestRules(t);
  await drop(dir, "schemes/keyed.json", await readRepo("test/rules/fixtures/keyed-sha512.json"));
  const params = { key_id: "k1", secret: "s".repeat(40), client: "web", issued: 0x6a000001 };
  await drop(dir, "live/keyed.json", { scheme: "keyed-sha512", params });
  await rules.rescan();
  assert.match(rules.rejections("live")[0]?.reason ?? "", /no such operation/);
  assert.equal(rules.rejections("live")[0]?.place, "/let/mac/hmacSha512");

  const served = serves(rules, "k1:1778384897");
  rules.addOperation("hmacSha512", (key, message) =>
    createHmac("sha512", String(key)).update(String(message)).digest("hex"),
  );
  await served;
  const { set } = current(rules.current("live")).sign(randomFacts());
  assert.match(set["x-signature"] ?? "", /^k1\.[0-9a-f]{128}$/);
  assert.throws(() => {
    rules.addOperation("hmacSha512", () => "other");
  }, /exists already/);
});

test("a changed scheme file proves its builds anew, and a broken one leaves the live one alone", async (t) => {
  const { rules, dir } = await startTestRules(t);
  const params = randomParams();
  await offer(rules, params);
  const file = join(dir, "schemes/onlyfans.json");
  const text = await readRepo("rules/schemes/onlyfans.json");
  await writeFile(file, text.replace('"sha1"', '"sha256"'));
  await rules.rescan();
  assert.match(rules.rejections("live")[0]?.reason ?? "", /not reproduced/);
  const before = rules.current("live");
  const time = /"time": \{\s*"var": "time"\s*\}/;
  await writeFile(file, text.replace(time, '"time": { "lower": { "var": "time" } }'));
  await rules.rescan();
  const after = rules.current("live");
  assert.notEqual(after, before);
  assert.equal(after?.revision, before?.revision);
});

test("signing costs little", async (t) => {
  const { rules } = await startTestRules(t);
  await offer(rules, randomParams());
  const { sign } = current(rules.current("live"));
  const facts = {
    ...randomFacts(),
    path: "/api2/v2/chats?limit=10&offset=0&order=recent",
    userId: "7",
  };
  const rounds = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < 20_000; i++) sign({ ...facts, time: String(1_790_000_000_000 + i) });
    return process.cpuUsage(before).user / 20_000;
  });
  t.diagnostic(`${Math.min(...rounds).toFixed(2)} µs of CPU a signature, best of ${rounds.length}`);
  assert.equal(sign(facts).set["sign"], sign(facts).set["sign"]);
});

function offer(rules: Rules, params: Params, source = "test"): Promise<Verdict> {
  return rules.offer("live", source, JSON.stringify(params));
}

function rejection(verdict: Verdict): string {
  assert.ok(!verdict.accepted);
  return verdict.rejection.reason;
}

function current(rules: ActiveRules | undefined): ActiveRules {
  assert.ok(rules !== undefined);
  return rules;
}
