import assert from "node:assert/strict";
import test from "node:test";
import {
  cookiesOf,
  GUEST_AGENT,
  GUEST_BC,
  signatureOf,
  startTestSandbox,
  type Answer,
} from "./client.ts";

type Client = Awaited<ReturnType<typeof startTestSandbox>>;

function logIn({ call }: Client, email: string, cookie?: string, password = "good-password") {
  const encodedPassword = Buffer.from(password).toString("base64");
  const body = { email, encodedPassword, "turnstile-invisible-response": "token" };
  return call("guest", "POST", "users/login", body, { cookie });
}

/** The profile that the cookies of an answer sign in to. */
async function profileOf({ sandbox, send }: Client, answer: Answer) {
  const target = "/api2/v2/users/me";
  const time = String(Date.now());
  const userId = String(answer.json["userId"]);
  const { json } = await send("GET", target, {
    time,
    sign: signatureOf(sandbox, target, time, userId),
    "app-token": sandbox.rules().app_token,
    "user-id": userId,
    "x-bc": GUEST_BC,
    "user-agent": GUEST_AGENT,
    cookie: cookiesOf(answer).join("; "),
  });
  return json;
}

test("any address of the creator and fan scenarios signs in with the good password", async (t) => {
  const client = await startTestSandbox(t);
  for (const account of ["creator", "fan"] as const) {
    const answer = await logIn(client, `someone@${account}.sandbox.com`);
    assert.equal(answer.status, 200);
    const profile = await profileOf(client, answer);
    assert.equal(String(profile["id"]), client.sandbox.accounts[account].userId);
  }
});

test("an account with a second factor signs in after the code, in one cookie jar", async (t) => {
  const client = await startTestSandbox(t);
  const first = await client.call("guest", "GET", "users/me");
  const cookie = cookiesOf(first).find((pair) => pair.startsWith("sess="));
  assert.equal((await logIn(client, "a@fan-otp.sandbox.com", cookie)).json["error"]?.["code"], 101);
  const check = (code: string, jar?: string) =>
    client.call("guest", "POST", "users/otp/check", { code, rememberMe: true }, { cookie: jar });
  assert.equal((await check("111111", cookie)).json["error"]?.["message"], "Code wrong");
  assert.equal((await check("123456")).json["error"]?.["message"], "Access denied.");
  const answer = await check("123456", cookie);
  const userId = String(answer.json["userId"]);
  assert.ok(cookiesOf(answer).includes(`auth_uid_${userId}=1`));
  assert.equal((await profileOf(client, answer))["isAuth"], true);
});

test("wrong credentials, a malformed address and a missing captcha are told apart", async (t) => {
  const client = await startTestSandbox(t);
  const messageOf = ({ json }: Answer) => json["error"]?.["message"];
  const creator = "a@creator.sandbox.com";
  assert.equal(
    messageOf(await logIn(client, creator, undefined, "bad")),
    "Wrong email or password",
  );
  assert.equal(messageOf(await logIn(client, "a@nowhere.com")), "Wrong email or password");
  assert.equal(messageOf(await logIn(client, "creator")), "Email is not valid");
  assert.equal(messageOf(await logIn(client, "a@locked.sandbox.com")), "Your account is locked");
  const body = { email: "a@captcha.sandbox.com", encodedPassword: "" };
  const { json } = await client.call("guest", "POST", "users/login", body);
  assert.equal(json["error"]?.["code"], 102);
});

test("a code is sent again as often as the account allows, and three are looked at", async (t) => {
  const client = await startTestSandbox(t);
  const first = await client.call("guest", "GET", "users/me");
  const cookie = cookiesOf(first).find((pair) => pair.startsWith("sess="));
  const { json } = await logIn(client, "a@creator-sms.sandbox.com", cookie);
  const { otpState } = json["error"]?.["payload"] as unknown as {
    otpState: Record<string, unknown>;
  };
  assert.deepEqual([otpState["phoneOtp"], otpState["phoneLast4"]], [true, "1234"]);
  const send = async () =>
    (await client.call("guest", "GET", "users/otp/code", undefined, { cookie })).status;
  assert.deepEqual([await send(), await send(), await send()], [200, 200, 400]);
  const check = async (code: string) =>
    (await client.call("guest", "POST", "users/otp/check", { code }, { cookie })).status;
  for (let tries = 0; tries < 3; tries++) assert.equal(await check("000000"), 400);
  assert.equal(await check("123456"), 400);
});
