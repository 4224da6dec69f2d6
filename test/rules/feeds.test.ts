import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { startFeeds, type FeedReader } from "../../gateway/rules/feeds.ts";
import { checkFeed, feedName, fetchFeed } from "../../gateway/rules/fetch-feed.ts";
import { systemClock } from "../../gateway/clock.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { makeRulesDir, randomParams, revisionOf, serves, startTestRules } from "./support.ts";

test("FR17: a feed is asked with its validators, and 304 brings nothing new", async (t) => {
  const asked: IncomingMessage["headers"][] = [];
  const url = await serve(t, (request, response) => {
    asked.push(request.headers);
    const isKnown = request.headers["if-none-match"] === '"1"';
    response.writeHead(isKnown ? 304 : 200, { etag: '"1"', "last-modified": "yesterday" });
    response.end(isKnown ? undefined : JSON.stringify(randomParams()));
  });
  const taken: string[] = [];
  const { feeds } = start(t, url, { rules: (_, source) => Promise.resolve(taken.push(source)) });
  await feeds.refresh("live");
  await feeds.refresh("live");
  assert.equal(taken.length, 1);
  assert.deepEqual(
    asked.map((headers) => headers["if-modified-since"]),
    [undefined, "yesterday", "yesterday"],
  );
});

test("FR17: any other answer is a failure with its reason, and redirects are not followed", async (t) => {
  const answers: readonly (readonly [RequestListener, RegExp])[] = [
    [(_, response) => response.writeHead(404).end("no"), /answered 404/],
    [(_, response) => response.writeHead(500).end(), /answered 500/],
    [(_, response) => response.writeHead(302, { location: "/other" }).end(), /answered 302/],
    [(_, response) => response.end("x".repeat(300 * 1024)), /more than 256 KiB/],
    [(_, response) => response.end(Buffer.from([0xff])), /UTF-8/],
    [(_, response) => void response.destroy(), /cannot be reached/],
  ];
  for (const [answer, reason] of answers) {
    let requests = 0;
    const url = await serve(t, (request, response) => {
      requests++;
      answer(request, response);
    });
    await assert.rejects(fetchFeed({ url }, {}, systemClock, new AbortController().signal), {
      name: "RulesProblem",
      reason,
    });
    assert.equal(requests, 1);
  }
});

test("FR17: a feed that keeps its visitors waiting is left", async (t) => {
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<undefined>();
  const url = await serve(t, () => {
    wasAsked(undefined);
  });
  const clock = createFakeClock();
  const fetched = fetchFeed({ url }, {}, clock, new AbortController().signal);
  const refused = assert.rejects(fetched, { reason: /took longer than 10 s/ });
  await asked;
  clock.advance(10_000);
  await refused;
});

test("FR17: a page of HTML is refused as rules, with the feed as its source", async (t) => {
  const url = await serve(t, (_, response) => response.end("<!doctype html>"));
  const { rules } = await startTestRules(t, { feeds: { live: [{ url }] } });
  await rules.refresh("live");
  const [rejection] = rules.rejections("live");
  assert.equal(rejection?.source, url);
  assert.match(rejection.reason, /not valid JSON/);
});

test("FR17: a failing feed is asked ever more rarely, and at its interval once it is well", async (t) => {
  const state = { isWell: false };
  const url = await serve(t, (_, response) => {
    response.writeHead(state.isWell ? 200 : 503).end("{}");
  });
  const clock = createFakeClock();
  const waits: number[] = [];
  const watched = {
    ...clock,
    setTimeout: (run: () => void, delayMs: number) => {
      waits.push(delayMs);
      return clock.setTimeout(run, delayMs);
    },
  };
  const reader: FeedReader = { rules: () => Promise.resolve(), failed: () => undefined };
  const feeds = startFeeds({ live: [{ url, intervalMs: 60_000 }] }, reader, watched);
  t.after(() => feeds.close());
  for (let i = 0; i < 8; i++) await feeds.refresh("live");
  state.isWell = true;
  await feeds.refresh("live");
  const between = waits.filter((wait) => wait !== 10_000);
  const nominal = [2, 4, 8, 16, 32, 60, 60, 60, 60, 1].map((minutes) => minutes * 60_000);
  assert.equal(between.length, nominal.length);
  for (const [index, wait] of between.entries()) {
    const wanted = nominal[index] ?? Number.NaN;
    assert.ok(wait >= wanted * 0.9 && wait <= wanted * 1.1, `${index}: ${wait}`);
  }
});

test("refreshes at the same time share one request made after they asked", async (t) => {
  let requests = 0;
  const url = await serve(t, (_, response) => {
    requests++;
    response.end("{}");
  });
  const { feeds } = start(t, url, {});
  await Promise.all(Array.from({ length: 100 }, () => feeds.refresh("live")));
  // The one under way at the start may know less than they want to know.
  assert.equal(requests, 2);
});

test("a storm of refused requests asks the feed once, and all go on with what it brings", async (t) => {
  const [old, young] = [randomParams(0x6a000000), randomParams(0x6a000001)];
  let requests = 0;
  let published = old;
  const url = await serve(t, (_, response) => {
    requests++;
    response.end(JSON.stringify(published));
  });
  const { rules } = await startTestRules(t, { feeds: { live: [{ url }] } });
  await serves(rules, revisionOf(old));
  const before = requests;
  published = young;
  const waits = Array.from({ length: 300 }, () =>
    rules.waitForNewer("live", revisionOf(old), 20_000),
  );
  const found = await Promise.all(waits);
  assert.ok(found.every((newer) => newer?.revision === revisionOf(young)));
  assert.equal(requests, before + 1);
});

test("I13: only https, files, and http to loopback are feeds; names show neither query nor credentials", () => {
  for (const url of [
    "https://a.example/x",
    "file:///rules.json",
    "http://127.0.0.1:1/",
    "http://[::1]/",
  ])
    assert.equal(checkFeed({ url }), undefined, url);
  for (const url of ["http://a.example/", "ftp://a.example/", "http://127.0.0.1.a.example/", "x"])
    assert.notEqual(checkFeed({ url }), undefined, url);
  assert.equal(checkFeed({ url: "http://a.example/", allowHttp: true }), undefined);
  assert.equal(
    feedName({ url: "https://me:secret@a.example/x?key=secret" }),
    "https://a.example/x",
  );
});

test("a file can be a feed", async (t) => {
  const file = join(await makeRulesDir(t), "feed.json");
  const params = randomParams();
  await writeFile(file, JSON.stringify(params));
  const { rules } = await startTestRules(t, {
    feeds: { live: [{ url: pathToFileURL(file).href }] },
  });
  await serves(rules, revisionOf(params));
  assert.equal(rules.current("live")?.source, pathToFileURL(file).href);
});

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/rules.json`;
}

function start(t: TestContext, url: string, reader: Partial<FeedReader>) {
  const all = { rules: () => Promise.resolve(), failed: () => undefined, ...reader };
  const feeds = startFeeds({ live: [{ url }] }, all, systemClock);
  t.after(() => feeds.close());
  return { feeds };
}

test("a feed tells when it answered last and how often it failed since", async (t) => {
  let isDead = false;
  const url = await serve(t, (_, response) => {
    if (isDead) response.writeHead(404).end();
    else response.end(JSON.stringify(randomParams()));
  });
  const { feeds } = start(t, url, { rules: () => Promise.resolve(), failed: () => undefined });
  await feeds.refresh("live");
  const [good] = feeds.standings("live");
  assert.ok(good?.answeredAt !== undefined);
  assert.deepEqual([good.source, good.failures, good.problem], [feedName({ url }), 0, undefined]);
  isDead = true;
  await feeds.refresh("live");
  const [bad] = feeds.standings("live");
  assert.equal(bad?.answeredAt, good.answeredAt);
  assert.equal(bad.failures, 1);
  assert.match(bad.problem ?? "", /answered 404/);
  assert.deepEqual(feeds.standings("sandbox"), []);
});
