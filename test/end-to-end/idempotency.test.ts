import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import { post } from "../plugins/managed/samples.ts";
import { startSignedGateway, type TestGateway } from "../support/gateway.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { makeScratch } from "../support/scratch.ts";

const DAY_MS = 86_400_000;
const SECRET = "words that only two may read";

/** Opened by a test to let answers that wait go out. */
let gate = Promise.withResolvers<undefined>();

const origin = await startTappedOrigin({ after }, (request, response) => {
  const { text: markup = "" } = JSON.parse(request.body.toString() || "{}") as { text?: string };
  const text = markup.replace(/<\/?p>/g, "");
  const say = (status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (text === "refuse") say(400, { error: { code: 0, message: "Invalid price" } });
  else if (text === "limit") say(429, { error: { code: 429, message: "Too many requests" } });
  else if (text === "break") response.destroy();
  else if (text === "wait") void gate.promise.then(() => say(200, post));
  else say(200, { ...post, text: SECRET, id: origin.requests.length });
});

let offsetMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs };
const dataDir = makeScratch({ after }, "keys");
const start = () =>
  startSignedGateway({ after }, origin.url, {}, { clock, env: { DATA_DIR: dataDir } });
let gateway: TestGateway = await start();

interface Sent {
  readonly status: number;
  readonly replayed: boolean;
  readonly text: string;
  readonly code: unknown;
}

interface Options {
  readonly path?: string;
  readonly who?: "creator" | "fan";
  readonly signal?: AbortSignal | null;
}

async function send(
  key: string,
  text: string,
  { path = "/posts", who = "creator", signal = null }: Options = {},
): Promise<Sent> {
  const answer = await fetch(`${gateway.url}/v2/access${path}`, {
    method: "POST",
    headers: {
      apikey: gateway.sandbox.apiKey,
      "x-connection-id": gateway.sandbox[who],
      "content-type": "application/json",
      ...(key !== "" && { "idempotency-key": key }),
    },
    body: JSON.stringify({ text }),
    signal,
  });
  const body = await answer.text();
  const replayed = answer.headers.get("idempotent-replayed") === "true";
  return {
    status: answer.status,
    replayed,
    text: body,
    code: (JSON.parse(body) as { code?: unknown }).code,
  };
}

/** Resolves once the origin has seen so many requests. */
async function arrived(count: number): Promise<void> {
  while (origin.requests.length < count) await origin.change();
}

describe("writes under an Idempotency-Key", () => {
  beforeEach(() => {
    gate = Promise.withResolvers();
    origin.clear();
  });

  test("E15: the same request again gets the kept answer, and the upstream is asked once", async () => {
    const first = await send("e15", "hello");
    const second = await send("e15", "hello");
    assert.deepEqual([first.status, first.replayed], [200, false]);
    assert.deepEqual(second, { ...first, replayed: true });
    assert.equal(origin.requests.length, 1);
    await send("", "hello");
    assert.equal(origin.requests.length, 2);
  });

  test("E16: another body or route under the key is refused, and sent nowhere", async () => {
    await send("e16", "hello");
    const body = await send("e16", "other");
    const route = await send("e16", "hello", { path: "/chats/77/messages" });
    assert.deepEqual([body.status, body.code], [422, "IDEMPOTENCY_MISMATCH"]);
    assert.deepEqual([route.status, route.code], [422, "IDEMPOTENCY_MISMATCH"]);
    assert.equal(origin.requests.length, 1);
  });

  test("J05: the same key of another connection is another key", async () => {
    await send("j05", "hello");
    const other = await send("j05", "other", { who: "fan" });
    assert.deepEqual([other.status, other.replayed], [200, false]);
    assert.equal(origin.requests.length, 2);
  });

  test("E17: of fifty at once one is sent, and the others are told to wait", async () => {
    const first = send("e17", "wait");
    await arrived(1);
    const others = await Promise.all(Array.from({ length: 49 }, () => send("e17", "wait")));
    assert.deepEqual(
      [...new Set(others.map(({ status, code }) => `${status} ${code as string}`))],
      ["409 IDEMPOTENCY_IN_PROGRESS"],
    );
    gate.resolve(undefined);
    assert.equal((await first).status, 200);
    assert.equal((await send("e17", "wait")).replayed, true);
    assert.equal(origin.requests.length, 1);
  });

  test("a client that leaves gets its answer when it asks again", async () => {
    const leaving = new AbortController();
    const left = send("left", "wait", { signal: leaving.signal }).catch(() => "left");
    await arrived(1);
    leaving.abort();
    assert.equal(await left, "left");
    gate.resolve(undefined);
    let again = await send("left", "wait");
    while (again.status === 409) again = await send("left", "wait");
    assert.deepEqual([again.status, again.replayed], [200, true]);
    assert.equal(origin.requests.length, 1);
  });

  test("a refusal of the upstream's is kept; what was never executed frees the key", async () => {
    const refused = await send("refused", "refuse");
    assert.deepEqual([refused.status, refused.code], [400, "BAD_REQUEST"]);
    assert.equal((await send("refused", "refuse")).replayed, true);
    assert.equal(origin.requests.length, 1);
    for (const text of ["limit", ""]) {
      const freed = await send(`freed${text}`, text);
      assert.ok(freed.status >= 400);
      assert.deepEqual([(await send(`freed${text}`, "hello")).status], [200]);
    }
  });

  test("E18: what broke off is never sent again under its key", async () => {
    const broken = await send("e18", "break");
    assert.equal(broken.status, 502);
    const again = await send("e18", "break");
    assert.deepEqual([again.status, again.code], [409, "CONFLICT"]);
    assert.match(again.text, /outcome_unknown/);
    assert.equal(origin.requests.length, 1);
  });

  test("a key that is no word is refused, and one on a read means nothing", async () => {
    assert.equal((await send("a b", "hello")).status, 400);
    assert.equal((await send("k".repeat(256), "hello")).status, 400);
    assert.equal(origin.requests.length, 0);
  });

  test("N01: answers are kept sealed", async () => {
    await send("sealed", "hello");
    const files = ["countersign.db", "countersign.db-wal"].map((name) => join(dataDir, name));
    const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
    assert.ok(bytes.includes("keyed_writes"));
    assert.equal(bytes.includes(SECRET), false);
  });

  test("E15, E18: answers and doubts outlast a restart, and end after a day", async () => {
    const kept = await send("restart", "hello");
    await gateway.close();
    gateway = await start();
    const again = await send("restart", "hello");
    assert.deepEqual([again.text, again.replayed], [kept.text, true]);
    assert.equal((await send("e18", "break")).code, "CONFLICT");
    offsetMs = DAY_MS;
    assert.deepEqual((await send("restart", "anew")).replayed, false);
    offsetMs = 0;
  });
});
