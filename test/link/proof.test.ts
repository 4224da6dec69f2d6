import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { after, test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { createCaller, headingOf, linkOwner, startLinkGateway } from "./owner.ts";

let aheadMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
const { gateway, admin, appId, register, call } = await startLinkGateway({ after }, {}, { clock });
const owner = (email?: string) => linkOwner({ gateway, call }, email);
type Browser = Awaited<ReturnType<typeof owner>>["browser"];

const access = (id: string, path: string, apikey = gateway.sandbox.apiKey) =>
  fetch(`${gateway.url}/v2/access${path}`, { headers: { apikey, "x-connection-id": id } });

/** Has the same owner link another app; gives its key, and the owner's newest page. */
async function linkOtherApp() {
  const made = await admin("POST", "/apps", { environment: "sandbox", name: "Other" });
  const other = made.body["id"] as string;
  await admin("PATCH", `/apps/${other}/link`, { drivers: ["password"] });
  const key = await admin("POST", "/keys", {
    environment: "sandbox",
    appId: other,
    scopes: ["ACCESS", "LINK"],
  });
  const apiKey = key.body["key"] as string;
  const { browser } = await linkOwner({ gateway, call: createCaller(gateway, apiKey) });
  return { apiKey, browser };
}

/** Signs in once more, as the page asks. */
async function prove(browser: Browser, email = "a@creator.sandbox.com") {
  await browser.open("/manage");
  await browser.submit("prove");
  await browser.submit("consent");
  const page = await browser.submit("login", { email, password: "good-password" });
  return headingOf(page);
}

const act = async (browser: Browser, name: string, fields: Record<string, string> = {}) => {
  await browser.open("/manage");
  return browser.submit(name, fields);
};

test("what an app did is counted by what it needed for it, kept over the day, and sealed", async () => {
  const { browser, id } = await owner();
  for (let count = 0; count < 14; count++) assert.equal((await access(id, "/chats")).status, 200);
  assert.equal((await access(id, "/posts")).status, 200);
  assert.equal((await access(id, "/nothing-there")).status, 404);
  const today = await browser.open("/manage");
  assert.match(today.text, /Read your messages<\/span><span>14 times today/);
  assert.match(today.text, /See your posts<\/span><span>once today/);
  aheadMs = 86_400_000;
  assert.equal((await access(id, "/chats")).status, 200);
  const next = await browser.open("/manage");
  assert.match(next.text, /once today, 15 times in 30 days/);
  aheadMs = 0;
});

test("widening, download and deletion want the account's own sign-in, and another account's is none", async () => {
  const { browser, id } = await owner();
  await act(browser, "narrow", { app: appId, permission: "posts:read" });
  assert.equal((await access(id, "/chats")).status, 403);
  for (const name of ["widen", "export", "delete"]) {
    const refused = await act(browser, name, { app: appId, permission: "messages:read" });
    assert.equal(refused.status, 403, name);
  }
  assert.equal(await prove(browser, "a@fan.sandbox.com"), "That is another account");
  assert.equal((await act(browser, "export")).status, 403);

  assert.equal(await prove(browser), "It is yours");
  await act(browser, "widen", { app: appId, permission: "messages:read" });
  assert.equal((await access(id, "/chats")).status, 200);
  const receipts = [...browser.page().text.matchAll(/receipt\?id=(rcpt_\w+)/g)];
  const signed = await browser.ask(`/manage/receipt?id=${receipts[0]?.[1] ?? ""}`);
  const { receipt, signature } = JSON.parse(signed.text) as {
    receipt: { permissions: string[]; connectionId: string };
    signature: { value: string; publicKey: string };
  };
  assert.deepEqual(receipt.permissions, ["posts:read", "messages:read"]);
  const key = createPublicKey(signature.publicKey);
  const bytes = Buffer.from(JSON.stringify(receipt));
  assert.ok(verify(null, bytes, key, Buffer.from(signature.value, "base64")));

  aheadMs = 10 * 60_000 + 1;
  assert.equal((await act(browser, "export")).status, 403, "it lasts ten minutes");
  aheadMs = 0;
});

test("a session that only says it is the account's proves nothing; the account's own does", async () => {
  const { browser } = await owner();
  await register({ drivers: ["import", "password"] });
  const answer = await fetch(`${gateway.sandbox.url}/_sandbox/session?account=creator`);
  const real = (await answer.json()) as Record<string, string>;
  const hand = async (session: Record<string, string>) => {
    await browser.open("/manage");
    await browser.submit("prove");
    await browser.submit("consent");
    await browser.submit("choose", { driver: "import" });
    return headingOf(await browser.submit("import", session));
  };
  const forged = (real["cookie"] ?? "").replace(
    /sess=[^;]+/,
    "sess=0123456789abcdef0123456789abcdef",
  );
  assert.notEqual(await hand({ ...real, cookie: forged }), "It is yours");
  assert.equal((await act(browser, "export")).status, 403);
  assert.equal(await hand(real), "It is yours");
  const self = await fetch(`${gateway.sandbox.url}/_sandbox/session?account=creator`);
  assert.equal(
    ((await self.json()) as Record<string, string>)["cookie"],
    real["cookie"],
    "it goes on",
  );
  await register({ drivers: ["password"] });
});

test("no app gets more than it asks for, whatever the form says", async () => {
  const { browser, id } = await owner();
  await register({ permissions: ["posts:read", "messages:read"] });
  await act(browser, "narrow", { app: appId, permission: "posts:read" });
  assert.equal(await prove(browser), "It is yours");
  await act(browser, "widen", { app: appId, permission: "proxy:any" });
  assert.equal((await access(id, "/proxy/anything")).status, 403);
  await register({ permissions: ["posts:read", "messages:read", "profile:read", "proxy:any"] });
});

test("a download has all that is kept and no secret; a deletion leaves nothing but its line on record", async () => {
  const { browser, id } = await owner();
  await access(id, "/posts");
  assert.equal(await prove(browser), "It is yours");
  const file = await act(browser, "export");
  assert.match(file.headers.get("content-disposition") ?? "", /attachment/);
  const kept = JSON.parse(file.text) as Record<string, unknown[]> & {
    connection: { id: string };
  };
  assert.equal(kept.connection.id, id);
  for (const part of ["grants", "receipts", "activity", "history", "acts", "events"])
    assert.ok((kept[part] ?? []).length > 0, part);
  assert.doesNotMatch(file.text, /mng_|cs_[0-9A-Za-z]{20}|auth_id|sess=|importDigest/);

  const deleted = await act(browser, "delete");
  assert.equal(headingOf(deleted), "It is deleted");
  assert.match(deleted.text, /OnlyFans has signed the session out/);
  assert.equal((await access(id, "/posts")).status, 401);
  assert.equal((await browser.open("/manage")).status, 404);
  assert.equal((await admin("GET", `/connections/${id}`)).status, 404);
  const { body } = await admin("GET", "/audit?limit=5");
  const entries = body["list"] as { action: string; target: string }[];
  assert.ok(entries.some(({ action, target }) => action === "portal.delete" && target === id));
});

test("HL25: one app is paused or ended alone, and what it has under way ends within a second", async () => {
  const { id } = await owner();
  const { apiKey, browser } = await linkOtherApp();
  const stall = () =>
    fetch(`${gateway.sandbox.url}/_sandbox/fault`, {
      method: "POST",
      body: JSON.stringify({
        kind: "dripped-body",
        path: "/api2/v2/users/me",
        everyMs: 1_500,
        times: 1,
      }),
    });
  for (const name of ["pause-app", "remove-app"]) {
    await stall();
    const running = await access(id, "/proxy/users/me");
    assert.equal(running.status, 200, "the stream has begun");
    await stall();
    const other = (await access(id, "/proxy/users/me", apiKey)).body?.getReader();
    await other?.read();
    const cut = assert.rejects(running.text());
    const from = performance.now();
    await act(browser, name, { app: appId });
    await cut;
    assert.ok(performance.now() - from < 1_000, name);
    assert.equal((await other?.read())?.done, false, "another app's goes on");
    await other?.cancel();
    assert.equal((await access(id, "/posts")).status, 401);
    if (name === "remove-app") break;
    await act(browser, "resume-app", { app: appId });
    assert.equal((await access(id, "/posts")).status, 200);
  }
  assert.doesNotMatch(browser.page().text, /No app has access/);
});

test("HL25, HL24: what runs by a permission that is taken back ends within a second; what is left goes on", async () => {
  // The other name has signed in as often as it may in an hour.
  const { browser, id } = await owner("b@creator.sandbox.com");
  const stall = (path: string) =>
    fetch(`${gateway.sandbox.url}/_sandbox/fault`, {
      method: "POST",
      body: JSON.stringify({ kind: "dripped-body", path, everyMs: 1_500, times: 1 }),
    });
  await stall("/api2/v2/users/me");
  const taken = await access(id, "/proxy/users/me");
  await stall("/api2/v2/chats");
  const left = (await access(id, "/proxy/chats")).body?.getReader();
  await left?.read();
  const cut = assert.rejects(taken.text());
  const from = performance.now();
  await act(browser, "narrow", { app: appId, permission: "messages:read" });
  await cut;
  assert.ok(performance.now() - from < 1_000);
  assert.equal((await left?.read())?.done, false, "what the app may still do goes on");
  await left?.cancel();
  assert.equal((await access(id, "/proxy/users/me")).status, 403);
});
