import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { assertRefused, REFRESH, signatureOf, startTestSandbox, type Headers } from "./client.ts";

type Client = Awaited<ReturnType<typeof startTestSandbox>>;

/** Headers of a call whose time is off, signed rightly for that time. */
function atTime({ sandbox }: Client, time: number): Headers {
  const text = String(time);
  const { userId } = sandbox.accounts.creator;
  return { time: text, sign: signatureOf(sandbox, "/api2/v2/users/me", text, userId) };
}

test("a rightly signed call of a living session is answered", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  for (const account of ["creator", "fan"] as const) {
    const { status, json, headers } = await call(account, "GET", "users/me");
    assert.equal(status, 200);
    assert.equal(json["isAuth"], true);
    assert.equal(String(json["id"]), sandbox.accounts[account].userId);
    assert.equal(headers["x-of-rev"], sandbox.rules().revision);
    assert.equal(headers["server"], "cloudflare");
  }
});

test("a signature over other bytes, a wrong token or none asks to refresh the page", async (t) => {
  const client = await startTestSandbox(t);
  const { call, headersFor, send } = client;
  for (const change of [
    { sign: undefined },
    { sign: "70000:0000000000000000000000000000000000000000:0:00000000" },
    { time: undefined },
    { "app-token": "33d57ade8c02dbc5a333db99ff9ae26b" },
    { "app-token": undefined },
  ] satisfies Headers[])
    assertRefused(await call("creator", "GET", "users/me", undefined, change), REFRESH);
  const headers = headersFor("creator", "/api2/v2/chats?limit=1&offset=0");
  assertRefused(await send("GET", "/api2/v2/chats?offset=0&limit=1", headers), REFRESH);
  assertRefused(await send("GET", "/api2/v2/chats?limit=1&offset=0&", headers), REFRESH);
  assert.equal((await send("GET", "/api2/v2/chats?limit=1&offset=0", headers)).status, 200);
});

test("a signature is taken for five minutes either way, in milliseconds or seconds", async (t) => {
  const now = 1_800_000_000_000;
  const client = await startTestSandbox(t, { clock: { ...systemClock, now: () => now } });
  const { call } = client;
  for (const off of [-301_000, 301_000])
    assertRefused(
      await call("creator", "GET", "users/me", undefined, atTime(client, now + off)),
      REFRESH,
    );
  for (const time of [now - 299_000, now + 299_000, now / 1000])
    assert.equal(
      (await call("creator", "GET", "users/me", undefined, atTime(client, time))).status,
      200,
    );
  const malformed = await call("creator", "GET", "users/me", undefined, { time: "yesterday" });
  assert.match(String(malformed.json["error"]?.["message"]), /^Something went wrong\. \[/);
});

test("the sandbox's clock can be moved, and the window moves with it", async (t) => {
  const { call, script } = await startTestSandbox(t);
  await script("POST clock", { offsetMs: 600_000 });
  assertRefused(await call("creator", "GET", "users/me"), REFRESH);
  await script("POST clock", { offsetMs: 0 });
  assert.equal((await call("creator", "GET", "users/me")).status, 200);
});

test("unknown routes and users are named as such", async (t) => {
  const { call } = await startTestSandbox(t);
  assertRefused(await call("creator", "GET", "nothing/here"), [404, 0, "Route not found."]);
  assertRefused(await call("creator", "POST", "media"), [404, 0, "Route not found."]);
  assertRefused(await call("creator", "GET", "users/99"), [404, 0, "User not found"]);
});

test("after a rotation only the new build signs, unless a grace was asked for", async (t) => {
  const { call, headersFor, sandbox, script, send } = await startTestSandbox(t);
  const before = headersFor("creator", "/api2/v2/users/me");
  const old = sandbox.rules();
  const rotated = await script("POST rotate", { publish: false });
  assert.ok(Number.parseInt(String(rotated["end"]), 16) > Number.parseInt(old.end, 16));
  assertRefused(await send("GET", "/api2/v2/users/me", before), REFRESH);
  assert.equal((await call("creator", "GET", "users/me")).status, 200);
  assert.deepEqual(await script("GET rules.json"), { ...old });
  assert.deepEqual(await script("GET rules/current"), rotated);
  await script("POST publish");
  assert.deepEqual(await script("GET rules.json"), rotated);

  const graced = headersFor("creator", "/api2/v2/users/me");
  await script("POST rotate", { graceMs: 60_000 });
  assert.equal((await send("GET", "/api2/v2/users/me", graced)).status, 200);
  assert.equal((await call("creator", "GET", "users/me")).status, 200);
});

test("a build is never dated in the future, and the feed can be asked conditionally", async (t) => {
  const { sandbox, script, send } = await startTestSandbox(t);
  for (let rotation = 0; rotation < 20; rotation++) await script("POST rotate");
  assert.ok(Number.parseInt(sandbox.rules().end, 16) * 1000 <= Date.now());
  const { headers } = await send("GET", "/_sandbox/rules.json");
  const again = await send("GET", "/_sandbox/rules.json", { "if-none-match": headers.etag });
  assert.deepEqual([again.status, again.bytes.length], [304, 0]);
});

test("another scheme, with its own message and headers, is verified instead", async (t) => {
  const { headersFor, sandbox, script, send } = await startTestSandbox(t);
  for (const algorithm of ["sha256", "sha512"] as const) {
    await script("POST scheme", {
      scheme: `hmac-${algorithm}`,
      secret: "s3cret",
      message: ["v1", "time", "method", "path", "userId"],
      separator: "|",
      prefix: "v1=",
      signHeader: "X-Signature",
      timeHeader: "X-Timestamp",
    });
    const target = "/api2/v2/users/me?a=1";
    const { sign, time = "", ...rest } = headersFor("creator", target);
    const message = `v1|${time}|GET|${target}|${sandbox.accounts.creator.userId}`;
    const mac = createHmac(algorithm, "s3cret").update(message).digest("hex");
    const signed = { ...rest, "x-timestamp": time, "x-signature": `v1=${mac}` };
    assert.equal((await send("GET", target, signed)).status, 200);
    assertRefused(await send("GET", `${target}2`, signed), REFRESH);
    assertRefused(await send("GET", target, { ...rest, time, sign }), REFRESH);
  }
  await script("POST scheme", { scheme: "onlyfans" });
  assert.equal(
    (await send("GET", "/api2/v2/init", headersFor("fan", "/api2/v2/init"))).status,
    200,
  );
});
