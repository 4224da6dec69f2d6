import assert from "node:assert/strict";
import { after, test } from "node:test";
import { until } from "../end-to-end/until.ts";
import { createBrowser, headingOf, startLinkGateway } from "./owner.ts";

const { gateway, call } = await startLinkGateway({ after });

async function atLogin(request: object = {}) {
  const { body } = await call("POST", "/v2/link/init", request);
  const url = body["url"] as string;
  const browser = createBrowser(gateway.url);
  await browser.open(url);
  await browser.submit("consent");
  const logIn = (email: string) => browser.submit("login", { email, password: "good-password" });
  const state = async () => (await call("GET", `/v2/link/${url.split("/").at(-1) ?? ""}`)).body;
  return { browser, logIn, state };
}

const access = async (id: string) => {
  const headers = { apikey: gateway.sandbox.apiKey, "x-connection-id": id };
  const answer = await fetch(`${gateway.url}/v2/access/self`, { headers });
  const { reason } = (await answer.json()) as { reason?: string };
  return [answer.status, reason];
};
const script = (name: string, body: object) =>
  fetch(`${gateway.sandbox.url}/_sandbox/${name}`, { method: "POST", body: JSON.stringify(body) });

test("an SMS tells how many codes may still be asked for and typed, on the page and to the app", async () => {
  const { browser, logIn, state } = await atLogin();
  const page = await logIn("a@creator-sms.sandbox.com");
  assert.match(page.text, /ends in 1234/);
  assert.match(page.text, /You have 3 tries left/);
  const left = async () => {
    const { twoFactorState } = (await state())["data"] as {
      twoFactorState: { options: string[]; phoneCode: Record<string, number> };
    };
    assert.deepEqual(twoFactorState.options, ["phone"]);
    const { requestAttemptsLeft, checkAttemptsLeft } = twoFactorState.phoneCode;
    return [requestAttemptsLeft, checkAttemptsLeft];
  };
  assert.deepEqual(await left(), [2, 3]);
  assert.match((await browser.submit("resend")).text, /on its way/);
  assert.deepEqual(await left(), [1, 3]);
  assert.match((await browser.submit("code", { code: "000000" })).text, /You have 2 tries left/);
  assert.deepEqual(await left(), [1, 2]);
  await browser.submit("code", { code: "123456" });
  assert.equal(headingOf(browser.page()), "Your account is linked");
});

test("a session that dies after some calls serves those, then says it is expired", async () => {
  const { logIn, state } = await atLogin();
  // The first of the calls is the gateway's own, before it links.
  await logIn("a@dies-after-3.sandbox.com");
  const { id } = (await state())["data"] as { id: string };
  assert.deepEqual(await access(id), [200, undefined]);
  assert.deepEqual(await access(id), [200, undefined]);
  assert.deepEqual(await access(id), [401, "expired"]);
  const again = await atLogin({ connectionId: id });
  await again.logIn("a@creator.sandbox.com");
  assert.deepEqual(await access(id), [200, undefined]);
  const atOnce = await atLogin();
  const page = await atOnce.logIn("a@dies-after-0.sandbox.com");
  assert.notEqual(headingOf(page), "Your account is linked");
});

test("a session that needs no code any more, or is gone, proves nothing: the owner signs in", async () => {
  const id = gateway.sandbox.fan;
  // Answered in another browser of the owner's, then ended.
  for (const action of ["restore", "expire"]) {
    await script("session", { account: "fan", action: "challenge" });
    assert.equal((await access(id))[1], "challenged");
    await script("session", { account: "fan", action });
    const { browser } = await atLogin({ connectionId: id });
    assert.equal(headingOf(browser.page()), "Sign in to OnlyFans");
  }
  const { logIn } = await atLogin({ connectionId: id });
  await logIn("a@fan.sandbox.com");
  assert.deepEqual(await access(id), [200, undefined]);
});

test("a connection that waits for its second factor is taken up at that step, with no password", async () => {
  const id = gateway.sandbox.fan;
  await script("session", { account: "fan", action: "challenge" });
  assert.equal((await access(id))[0], 401);
  await until("the challenge confirmed", async () => {
    const { body } = await call("GET", `/v2/account/connections/${id}`);
    return body["state"] === "challenged";
  });
  const { browser, state } = await atLogin({ connectionId: id });
  assert.equal(headingOf(browser.page()), "Enter your code");
  assert.equal((await state())["status"], "awaiting_2fa");
  assert.match((await browser.submit("code", { code: "000000" })).text, /did not work/);
  await browser.submit("code", { code: "123456" });
  assert.equal(headingOf(browser.page()), "Your account is linked");
  assert.equal(((await state())["data"] as { id: string }).id, id);
  assert.deepEqual(await access(id), [200, undefined]);
});
