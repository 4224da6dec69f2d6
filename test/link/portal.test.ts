import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createBrowser, headingOf, linkOwner, startLinkGateway } from "./owner.ts";

const { gateway, admin, appId, call } = await startLinkGateway({ after });

const owner = (email?: string) => linkOwner({ gateway, call }, email);

function access(id: string, path = "/proxy/users/me"): Promise<Response> {
  return fetch(`${gateway.url}/v2/access${path}`, {
    headers: { apikey: gateway.sandbox.apiKey, "x-connection-id": id },
  });
}

const script = (name: string, body: object) =>
  fetch(`${gateway.sandbox.url}/_sandbox/${name}`, { method: "POST", body: JSON.stringify(body) });

test("the private link leaves the address bar, and shows each app, what it may do and what happened", async () => {
  const { browser } = await owner();
  const { text } = browser.page();
  assert.equal(browser.path(), "/manage");
  for (const part of ["Fan Studio", "See your posts", "You linked the account", "Active"])
    assert.ok(text.includes(part), part);
  assert.doesNotMatch(gateway.log(), /mng_[0-9A-Za-z]{24}/);
});

test("the newest private link is the one that works, and a guessed one does not", async () => {
  const first = await owner();
  await owner();
  assert.equal((await first.browser.open("/manage")).status, 404);
  const stranger = createBrowser(gateway.url);
  assert.equal((await stranger.open("/manage/mng_000000000000000000000000")).status, 404);
  assert.equal((await stranger.open("/manage")).status, 404);
});

test("an owner pauses and resumes; an operator cannot undo it, nor the owner an operator's pause", async () => {
  const { browser, id } = await owner();
  assert.equal((await access(id)).status, 200);
  await browser.submit("pause");
  const paused = await access(id);
  assert.equal(paused.status, 401);
  assert.equal(((await paused.json()) as { reason: string }).reason, "paused");
  assert.equal((await admin("POST", `/connections/${id}/resume`)).status, 409);
  await browser.submit("resume");
  assert.equal((await access(id)).status, 200);
  await admin("POST", `/connections/${id}/pause`);
  await browser.open("/manage");
  await browser.submit("resume");
  assert.equal((await access(id)).status, 401);
  await admin("POST", `/connections/${id}/resume`);
});

test("HL24: what an owner takes back is refused from the next request on, and cannot be added to", async () => {
  const { browser, id } = await owner();
  assert.equal((await access(id, "/chats")).status, 200);
  const narrow = (permission: string) => browser.submit("narrow", { app: appId, permission });
  await narrow("posts:read");
  assert.equal((await access(id, "/chats")).status, 403);
  assert.equal((await access(id, "/posts")).status, 200);
  await narrow("messages:read");
  assert.equal((await access(id, "/chats")).status, 401);
  assert.match(browser.page().text, /No app has access/);
});

test("HL14: the owner's acts need the page's own token", async () => {
  const { browser, id } = await owner();
  const post = (headers: Record<string, string>, token: string) =>
    browser.ask("/manage/revoke", {
      method: "POST",
      headers,
      body: new URLSearchParams({ token }),
    });
  assert.equal((await post({}, "wrong")).status, 403);
  assert.equal((await post({ "sec-fetch-site": "cross-site" }, "wrong")).status, 403);
  assert.equal((await access(id)).status, 200);
});

test("HL25: ending it cuts what runs, destroys the key, and says whether the upstream signed out", async () => {
  const { browser, id } = await owner();
  await script("fault", {
    kind: "dripped-body",
    path: "/api2/v2/users/me",
    everyMs: 1_500,
    times: 1,
  });
  const stream = await access(id);
  assert.equal(stream.status, 200, "a stream is under way");
  const cut = assert.rejects(stream.text()).then(() => performance.now());
  await script("latency", { ms: 3_000, path: "/api2/v2/users/list" });
  const running = access(id, "/proxy/users/list").then((answer) => answer.status);
  const started = performance.now();
  const ended = await browser.submit("revoke");
  assert.equal(headingOf(ended), "It is ended");
  assert.match(ended.text, /OnlyFans has signed the session out/);
  assert.equal(await running, 401);
  assert.ok((await cut) - started < 1_000, "long before the upstream would have gone on");
  await script("latency", { ms: 0, path: "/api2/v2/users/list" });
  const after = await access(id);
  assert.equal(after.status, 401);
  assert.equal(((await after.json()) as { reason: string }).reason, "revoked");
  const { body } = await admin("GET", `/audit?limit=3`);
  const entries = body["list"] as { action: string; detail: { isSignedOut?: boolean } }[];
  assert.equal(entries.find(({ action }) => action === "portal.revoke")?.detail.isSignedOut, true);
  assert.equal(headingOf(await browser.open("/manage")), "It is ended");
  const again = await owner();
  assert.equal(again.id, id);
  assert.equal((await access(id)).status, 200);
});

test("HL25: an upstream that does not answer keeps nothing alive here, and the owner hears of it", async () => {
  const { browser, id } = await owner("a@fan.sandbox.com");
  await script("session", { account: "fan", action: "expire" });
  const ended = await browser.submit("revoke");
  assert.match(ended.text, /OnlyFans did not say/);
  assert.equal((await access(id)).status, 401);
});
