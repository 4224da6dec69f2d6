import assert from "node:assert/strict";
import test from "node:test";
import { assertRefused, cookiesOf, DENIED, startTestSandbox, WRONG_USER } from "./client.ts";

for (const [name, change] of [
  ["x-bc", { "x-bc": "f".repeat(40) }],
  ["user agent", { "user-agent": "curl/8" }],
] as const)
  test(`another ${name} than the session's is the wrong user, and ends the session`, async (t) => {
    const { call, script } = await startTestSandbox(t);
    const refused = await call("creator", "GET", "users/me", undefined, change);
    assertRefused(refused, WRONG_USER);
    assert.deepEqual(cookiesOf(refused).at(-1), "sess=deleted");
    assertRefused(await call("creator", "GET", "users/me"), DENIED);
    await script("POST session", { account: "creator", action: "restore" });
    assert.equal((await call("creator", "GET", "users/me")).status, 200);
  });

test("a user id that is not the cookie's is the wrong user", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const { cookie, userId } = sandbox.accounts.creator;
  const other = cookie.replace(`auth_id=${userId}`, `auth_id=${sandbox.accounts.fan.userId}`);
  assertRefused(await call("creator", "GET", "users/me", undefined, { cookie: other }), WRONG_USER);
});

test("the fp cookie must be the x-bc", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const cookie = sandbox.accounts.fan.cookie.replace(/fp=\w+/, `fp=${"0".repeat(40)}`);
  assertRefused(await call("fan", "GET", "users/me", undefined, { cookie }), WRONG_USER);
});

test("without its session cookie, or once expired or logged out, access is denied", async (t) => {
  const { call, sandbox, script } = await startTestSandbox(t);
  const cookie = sandbox.accounts.fan.cookie.replace(/sess=\w+/, "sess=unknown");
  assertRefused(await call("fan", "GET", "users/me", undefined, { cookie }), DENIED);
  await script("POST session", { account: "fan", action: "expire" });
  assertRefused(await call("fan", "GET", "users/me"), DENIED);
  const logout = await call("creator", "POST", "users/logout");
  assert.deepEqual(logout.json, { success: true });
  assertRefused(await call("creator", "GET", "users/me"), DENIED);
});

test("a challenged session is asked for a second factor, but not by users/list", async (t) => {
  const { call, sandbox, script } = await startTestSandbox(t);
  await script("POST session", { account: "creator", action: "challenge" });
  const refused = await call("creator", "GET", "users/me");
  assert.equal(refused.status, 400);
  assert.equal(refused.json["error"]?.["code"], 101);
  assert.match(refused.bytes.toString(), /"otpState":{[^}]*"appOtp":true/);
  const { userId } = sandbox.accounts.fan;
  const list = await call("creator", "GET", `users/list?m[]=${userId}`);
  assert.equal(String(list.json[userId]?.["id"]), userId);
  const wrong = await call("creator", "POST", "users/otp/check", { code: "000000" });
  assert.equal(wrong.json["error"]?.["message"], "Code wrong");
  await call("creator", "POST", "users/otp/check", { code: "123456", rememberMe: true });
  assert.equal((await call("creator", "GET", "users/me")).status, 200);
});

test("guests see public things, get a session cookie, and nothing of an account", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const me = await call("guest", "GET", "users/me");
  assert.equal(me.json["isAuth"], false);
  assert.ok(cookiesOf(me).some((cookie) => cookie.startsWith("sess=")));
  assert.equal((await call("guest", "GET", "init")).status, 200);
  const profile = await call("guest", "GET", `users/${sandbox.accounts.creator.username}`);
  assert.equal(profile.json["username"], sandbox.accounts.creator.username);
  assertRefused(await call("guest", "GET", "chats"), DENIED);
});
