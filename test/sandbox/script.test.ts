import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import { cookiesOf, startTestSandbox, type Json } from "./client.ts";

type Client = Awaited<ReturnType<typeof startTestSandbox>>;

/** What a client sees of the world, with the time that does not stand still left out. */
async function glance({ call, sandbox }: Client): Promise<readonly unknown[]> {
  const { userId } = sandbox.accounts.fan;
  const paths = ["users/me", "posts?limit=5", "chats?limit=3", `chats/${userId}/messages`];
  const answers = [];
  for (const path of paths) answers.push(await call("creator", "GET", path));
  return answers.map((answer) => [
    answer.bytes.toString().replaceAll(/\?Tag=[^"]*/g, ""),
    cookiesOf(answer),
    answer.headers["cf-ray"],
  ]);
}

const stoppedClock: Clock = { ...systemClock, now: () => 1_800_000_000_000 };

test("reset brings world, sessions, faults, clock and limits back as they began", async (t) => {
  const client = await startTestSandbox(t, { clock: stoppedClock });
  const { call, sandbox, script } = client;
  const begun = await glance(client);
  const { json: post } = await call("creator", "POST", "posts", { text: "new" });
  await script("POST session", { account: "fan", action: "expire" });
  await script("POST fault", { kind: "maintenance", times: 100 });
  await script("POST clock", { offsetMs: 1_000_000 });
  await script("POST rate-limit", { perMinute: 0 });
  await script("POST scheme", { scheme: "hmac-sha256", secret: "a", message: ["time"] });
  const rotated = await script("POST rotate");
  await script("POST reset");
  assert.deepEqual(await glance(client), begun);
  assert.equal((await call("fan", "GET", "users/me")).status, 200);
  const again = await call("creator", "POST", "posts", { text: "new" });
  assert.equal(again.json["id"], post["id"]);
  assert.equal(sandbox.rules().end, rotated["end"], "builds only go forward");
});

test("two sandboxes of one seed are alike", async (t) => {
  const [one, other] = [
    await startTestSandbox(t, { clock: stoppedClock }),
    await startTestSandbox(t, { clock: stoppedClock }),
  ];
  assert.deepEqual(one.sandbox.accounts, other.sandbox.accounts);
  const withoutOrigin = async (client: Client) =>
    JSON.stringify(await glance(client)).replaceAll(new URL(client.sandbox.url).host, "");
  assert.equal(await withoutOrigin(one), await withoutOrigin(other));
});

test("the log shows what arrived, with secrets hashed, and the counters add up", async (t) => {
  const { call, sandbox, script } = await startTestSandbox(t);
  const { cookie, userAgent, userId, xBc } = sandbox.accounts.creator;
  await call("creator", "GET", "chats?limit=1");
  await call("creator", "GET", "users/me", undefined, { sign: "forged" });
  const { list } = (await script("GET log?limit=2")) as unknown as {
    list: readonly { target: string; verdict: string; headers: readonly [string, string][] }[];
  };
  assert.deepEqual(
    list.map(({ target, verdict }) => [target, verdict]),
    [
      ["/api2/v2/chats?limit=1", "answered"],
      ["/api2/v2/users/me", "stale-rules"],
    ],
  );
  const headers = Object.fromEntries(list[0]?.headers ?? []);
  assert.equal(headers["user-id"], userId);
  assert.equal(headers["user-agent"], userAgent);
  assert.match(headers["x-bc"] ?? "", /^sha256:/);
  assert.match(headers["cookie"] ?? "", /sess=sha256:\w+; auth_id=sha256:/);
  const text = JSON.stringify(list);
  for (const secret of [xBc, /sess=(\w+)/.exec(cookie)?.[1] ?? ""])
    assert.ok(!text.includes(secret));
  const counters = await script("GET counters");
  assert.equal(counters["requests"], 2);
  assert.equal(JSON.stringify(counters["verdicts"]), '{"answered":1,"stale-rules":1}');
  assert.ok(Number(counters["openSockets"]) >= 1);
});

test("the log keeps the newest 500 requests", async (t) => {
  const { call, script } = await startTestSandbox(t);
  for (let number = 0; number < 510; number++) await call("guest", "GET", `init?${number}`);
  const { list } = await script("GET log?limit=1000");
  const targets = (list as unknown as Json[]).map((entry) => entry["target"]);
  assert.equal(targets.length, 500);
  assert.deepEqual([targets[0], targets.at(-1)], [
    "/api2/v2/init?10",
    "/api2/v2/init?509",
  ] as unknown as Json[]);
});

test("a rate limit counts per minute, and null ends it", async (t) => {
  const { call, script } = await startTestSandbox(t, { clock: stoppedClock });
  await script("POST rate-limit", { perMinute: 2 });
  for (const status of [200, 200, 429])
    assert.equal((await call("fan", "GET", "init")).status, status);
  await script("POST rate-limit", null);
  assert.equal((await call("fan", "GET", "init")).status, 200);
});

test("latency holds back answers of its path for the time asked", async (t) => {
  const waits: number[] = [];
  const setTimeout: Clock["setTimeout"] = (run, delayMs) => {
    waits.push(delayMs);
    return systemClock.setTimeout(run, 0);
  };
  const { call, script } = await startTestSandbox(t, { clock: { ...systemClock, setTimeout } });
  await script("POST latency", { ms: 900, path: "/api2/v2/chats" });
  await call("creator", "GET", "users/me");
  await call("creator", "GET", "chats");
  await script("POST latency", { ms: 0, path: "/api2/v2/chats" });
  await call("creator", "GET", "chats");
  assert.deepEqual(waits, [900]);
});

test("a client that leaves while its answer is held back does no harm", async (t) => {
  const held: (() => void)[] = [];
  const setTimeout: Clock["setTimeout"] = (run, delayMs) => {
    held.push(run);
    return systemClock.setTimeout(() => undefined, delayMs);
  };
  const { call, sandbox, script } = await startTestSandbox(t, {
    clock: { ...systemClock, setTimeout },
  });
  await script("POST latency", { ms: 1, path: "/files/" });
  const socket = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
  socket.write("GET /files/1/1/full.jpg HTTP/1.1\r\nhost: sandbox\r\n\r\n");
  while (held.length === 0) await script("GET counters");
  socket.destroy();
  while (Number((await script("GET counters"))["openSockets"]) > 1);
  for (const run of held) run();
  assert.equal((await call("creator", "GET", "users/me")).status, 200);
});

test("short-lived cookies come once, and again when asked for", async (t) => {
  const { call, script } = await startTestSandbox(t);
  const names = async () =>
    cookiesOf(await call("creator", "GET", "users/me")).map((pair) => pair.split("=", 1)[0]);
  assert.deepEqual(await names(), ["csrf", "st", "__cf_bm"]);
  assert.deepEqual(await names(), []);
  await script("POST session", { account: "creator", action: "refresh-cookies" });
  assert.deepEqual(await names(), ["csrf", "st", "__cf_bm"]);
});

test("a wrong command says what would be right", async (t) => {
  const { script } = await startTestSandbox(t);
  for (const [command, body, words] of [
    ["POST fault", { kind: "explode" }, /`kind` must be one of: reset, /],
    ["POST clock", {}, /`offsetMs` must be a number/],
    ["POST session", { account: "nobody", action: "expire" }, /`account` must be one of: creator/],
    ["POST nothing", {}, /there are: GET rules\.json, /],
  ] as const)
    assert.match(String((await script(command, body))["error"]?.["message"]), words);
});
