import assert from "node:assert/strict";
import { after, test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { until } from "../end-to-end/until.ts";
import { createBrowser, headingOf, startLinkGateway } from "./owner.ts";

let aheadMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
const { gateway, admin, call } = await startLinkGateway({ after }, {}, { clock });

async function invite(body: object = {}) {
  const { status, body: made } = await call("POST", "/v2/link/invites", body);
  assert.equal(status, 201, JSON.stringify(made));
  return made as { id: string; url: string };
}

async function open(url: string) {
  const browser = createBrowser(gateway.url);
  await browser.open(url);
  return browser;
}

/** Presses the invite's button and agrees. */
async function start(url: string) {
  const browser = await open(url);
  await browser.submit("open");
  await browser.submit("consent");
  return browser;
}

const signIn = (browser: Awaited<ReturnType<typeof open>>, name: string) =>
  browser.submit("login", { email: `me@${name}.sandbox.com`, password: "good-password" });

async function stateOf(id: string) {
  const { list } = (await call("GET", "/v2/link/invites?limit=100")).body as {
    list: { id: string; state: string; connectionId: string | null }[];
  };
  return list.find((each) => each.id === id);
}

test("an invite opens a fresh session each time, links one account, and is spent", async () => {
  const { id, url } = await invite({ clientReferenceId: "creator-7" });
  assert.match(url, /\/invite\/inv_[0-9A-Za-z]{24}$/);
  const first = await start(url);
  assert.equal(headingOf(first.page()), "Sign in to OnlyFans");
  const second = await start(url);
  assert.equal(headingOf(await signIn(second, "creator")), "Your account is linked");
  const state = await stateOf(id);
  assert.equal(state?.state, "spent");
  const { body } = await call("GET", "/v2/account/connections?limit=100");
  const list = body["list"] as { id: string; clientReferenceId: string | null }[];
  const linked = list.find((each) => each.id === state.connectionId);
  assert.equal(linked?.clientReferenceId, "creator-7");

  assert.equal(headingOf(await signIn(first, "fan")), "This invite is used up");
  const late = await open(url);
  assert.equal(late.page().status, 410);
  assert.equal(headingOf(late.page()), "This invite is used up");
});

test("a wrong password spends nothing; a guessed invite and a foreign form open nothing", async () => {
  const { id, url } = await invite();
  const browser = await start(url);
  await browser.submit("login", { email: "me@fan.sandbox.com", password: "wrong" });
  assert.equal((await stateOf(id))?.state, "open");
  const stranger = await open("/invite/inv_000000000000000000000000");
  assert.equal(stranger.page().status, 404);
  const owner = await open(url);
  const forged = await owner.ask("/invite/open", {
    method: "POST",
    body: new URLSearchParams({ token: "wrong" }),
  });
  assert.equal(forged.status, 403);
  const other = await owner.ask("/invite/open", {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site" },
    body: new URLSearchParams({ token: "wrong" }),
  });
  assert.equal(other.status, 403);
});

test("taking an invite back ends what it has opened, and a week ends it by itself", async () => {
  const { id, url } = await invite();
  const browser = await start(url);
  assert.equal((await call("DELETE", `/v2/link/invites/${id}`)).status, 204);
  assert.equal(headingOf(await signIn(browser, "fan")), "The app has ended this");
  assert.equal((await stateOf(id))?.state, "revoked");
  const other = await invite();
  aheadMs = 7 * 86_400_000 + 1;
  assert.equal((await stateOf(other.id))?.state, "expired");
  assert.equal((await open(other.url)).page().status, 410);
  aheadMs = 0;
});

test("HL09: an invite opens ten sessions an hour, is kept as a hash alone, and is in no log", async () => {
  const { url } = await invite();
  const browser = await open(url);
  const statuses: number[] = [];
  for (let count = 0; count < 11; count++) {
    await browser.open("/invite");
    statuses.push((await browser.submit("open")).status);
  }
  assert.deepEqual(statuses, [...Array<number>(10).fill(200), 429]);
  const secret = url.split("/").at(-1) ?? "";
  assert.ok(!gateway.log().includes(secret));
  const { body } = await admin("GET", "/audit?limit=50");
  assert.ok(!JSON.stringify(body).includes(secret));
  assert.match(JSON.stringify(body), /invite\.create/);
});

test("an operator makes one without an app of their own, and another organization's key sees none", async () => {
  const made = await admin("POST", "/invites", { environment: "sandbox" });
  assert.equal(made.status, 201);
  const org = await admin("POST", "/organizations", { name: "Other" });
  const key = await admin("POST", "/keys", {
    environment: "sandbox",
    organizationId: org.body["id"],
    scopes: ["LINK"],
  });
  const headers = { apikey: key.body["key"] as string };
  const list = await fetch(`${gateway.url}/v2/link/invites`, { headers });
  assert.deepEqual(await list.json(), { list: [], hasMore: false });
  const id = String(made.body["id"]);
  const revoked = await fetch(`${gateway.url}/v2/link/invites/${id}`, {
    method: "DELETE",
    headers,
  });
  assert.equal(revoked.status, 404);
  assert.equal((await admin("POST", `/invites/${id}/revoke`)).body["state"], "revoked");
});

test("an invite for a connection that waits for its second factor opens at that step, each time", async () => {
  const connectionId = gateway.sandbox.creator;
  const script = { account: "creator", action: "challenge" };
  await fetch(`${gateway.sandbox.url}/_sandbox/session`, {
    method: "POST",
    body: JSON.stringify(script),
  });
  const headers = { apikey: gateway.sandbox.apiKey, "x-connection-id": connectionId };
  const use = async () => (await fetch(`${gateway.url}/v2/access/self`, { headers })).status;
  assert.equal(await use(), 401);
  await until("the challenge confirmed", async () => {
    const { body } = await call("GET", `/v2/account/connections/${connectionId}`);
    return body["state"] === "challenged";
  });
  const { id, url } = await invite({ connectionId });
  assert.equal(headingOf((await start(url)).page()), "Enter your code");
  const again = await start(url);
  assert.equal(headingOf(again.page()), "Enter your code");
  await again.submit("code", { code: "123456" });
  assert.equal(headingOf(again.page()), "Your account is linked");
  assert.deepEqual((await stateOf(id))?.connectionId, connectionId);
  assert.equal(await use(), 200);
});

test("an invite for a connection renews that account's alone, and is for one's own connections", async () => {
  const { id, url } = await invite({ connectionId: gateway.sandbox.fan });
  const other = await start(url);
  assert.equal(headingOf(await signIn(other, "creator")), "That is another account");
  assert.equal((await stateOf(id))?.state, "open", "and it is still good for the right one");
  assert.equal(headingOf(await signIn(await start(url), "fan")), "Your account is linked");
  const unknown = { connectionId: "conn_000000000000000000000000" };
  assert.equal((await call("POST", "/v2/link/invites", unknown)).status, 404);
});
