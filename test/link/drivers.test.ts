import assert from "node:assert/strict";
import { after, test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { createBrowser, headingOf, startLinkGateway } from "./owner.ts";

let aheadMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
const { gateway, admin, register, call } = await startLinkGateway({ after }, {}, { clock });
const ALL = ["companion", "browser", "import", "password"];
const CHOICE = "How do you want to sign in?";
await register({ drivers: ALL });

async function visit(request: object = {}) {
  const { body } = await call("POST", "/v2/link/init", request);
  const url = body["url"] as string;
  const browser = createBrowser(gateway.url);
  await browser.open(url);
  await browser.submit("consent");
  const state = async () => (await call("GET", `/v2/link/${url.split("/").at(-1) ?? ""}`)).body;
  const choose = (driver: string) => browser.submit("choose", { driver });
  return { browser, state, choose };
}

/** The session that a browser of the account's owner would hold. */
async function sessionOf(account: "creator" | "fan") {
  const answer = await fetch(`${gateway.sandbox.url}/_sandbox/session?account=${account}`);
  const { cookie, xBc, userAgent } = (await answer.json()) as Record<string, string>;
  return { cookie: cookie ?? "", xBc: xBc ?? "", userAgent: userAgent ?? "" };
}

const alertIn = (text: string) => /role="alert">([^<]+)/.exec(text)?.[1] ?? "";
const hiddenIn = (text: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? "";

test("ways are offered with the password's furthest first, and the choice can be changed", async () => {
  const { browser, state, choose } = await visit();
  const page = browser.page();
  assert.equal(headingOf(page), CHOICE);
  const names = [...page.text.matchAll(/name="driver" value="(\w+)"/g)].map(([, name]) => name);
  // The live browser needs a Chromium, which is not everywhere.
  const here = names.filter((name) => name !== "browser");
  assert.deepEqual(here, ["companion", "import", "password"]);
  assert.match(page.text, /never comes to this server/);
  assert.match(page.text, /through this server once/);
  assert.equal(headingOf(await choose("password")), "Sign in to OnlyFans");
  assert.deepEqual(await state(), { status: "pending" });
  assert.equal(headingOf(await browser.open(browser.path())), "Sign in to OnlyFans", "it is kept");
  assert.match(browser.page().text, /Choose another way/);
  assert.equal(headingOf(await choose("")), CHOICE);
  assert.equal(headingOf(await choose("nonsense")), CHOICE);

  await choose("password");
  await browser.submit("login", { email: "a@fan-otp.sandbox.com", password: "good-password" });
  assert.equal((await state())["status"], "awaiting_2fa");
  assert.equal(headingOf(await choose("")), CHOICE);
  assert.deepEqual(await state(), { status: "pending" });
  await browser.submit("login", { email: "a@fan.sandbox.com", password: "good-password" });
  assert.equal(headingOf(browser.page()), CHOICE, "a password is taken only where it was chosen");
});

test("a captcha leads to the other ways, and no password is asked for again", async () => {
  const { browser, state, choose } = await visit();
  await choose("password");
  await browser.submit("login", { email: "a@captcha.sandbox.com", password: "good-password" });
  assert.equal(headingOf(browser.page()), CHOICE);
  assert.match(alertIn(browser.page().text), /does not solve those/);
  assert.doesNotMatch(browser.page().text, /value="password"/);
  assert.deepEqual(await state(), { status: "pending" });
  await choose("password");
  assert.equal(headingOf(browser.page()), CHOICE);
});

test("a pasted session is checked field by field, then by the upstream, and linked", async () => {
  const { browser, state, choose } = await visit();
  const good = await sessionOf("fan");
  await choose("import");
  for (const [change, field, words] of [
    [{ cookie: "" }, undefined, /every field/],
    [{ cookie: "nonsense" }, "cookie", /auth_id/],
    [{ cookie: good.cookie.replace(/sess=[^;]+/, "x=1") }, "cookie", /lack sess/],
    [{ xBc: "short" }, "xBc", /no x-bc/],
    [{ xBc: "a".repeat(40) }, "xBc", /differ/],
    [{ userAgent: "é" }, "userAgent", /user agent/],
    [{ cookie: good.cookie.replace(/sess=[^;]+/, "sess=unknown") }, undefined, /did not accept/],
  ] as const) {
    const { text } = await browser.submit("import", { ...good, ...change });
    assert.match(alertIn(text), words);
    const wrong = /name="(\w+)"[^>]*aria-invalid="true"/.exec(text)?.[1];
    assert.equal(wrong, field, JSON.stringify(change));
    assert.ok(!text.includes(good.cookie), "what was pasted is not sent back");
    assert.equal((text.match(/autocomplete="off"/g) ?? []).length, 3);
  }
  assert.deepEqual(await state(), { status: "pending" });
  await browser.submit("import", { ...good, cookie: `Cookie: ${good.cookie}`, xBc: "" });
  assert.equal(headingOf(browser.page()), "Your account is linked");
  assert.equal(((await state())["data"] as { id: string }).id, gateway.sandbox.fan);
  const { body } = await admin("GET", "/audit?limit=3");
  const done = (body["list"] as { action: string; detail: { driver: string } }[]).find(
    ({ action }) => action === "link.complete",
  );
  assert.equal(done?.detail.driver, "import");
  assert.ok(!gateway.log().includes(/sess=(\w+)/.exec(good.cookie)?.[1] ?? "sess="));
});

test("an owner's own session is not ended when it is not kept, and another one may be handed over", async () => {
  const { browser, state, choose } = await visit({ connectionId: gateway.sandbox.fan });
  const creator = await sessionOf("creator");
  await choose("import");
  const refused = await browser.submit("import", creator);
  assert.match(alertIn(refused.text), /another account/);
  await browser.submit("import", await sessionOf("fan"));
  assert.equal(((await state())["data"] as { id: string }).id, gateway.sandbox.fan);
  const still = await visit({ connectionId: gateway.sandbox.creator });
  await still.choose("import");
  await still.browser.submit("import", creator);
  assert.equal(headingOf(still.browser.page()), "Your account is linked");
});

test("HL08: the companion's ticket works once, for its own page, server and time", async () => {
  const one = await visit();
  const other = await visit();
  const session = { ...(await sessionOf("fan")), gateway: gateway.url };
  const page = await one.choose("companion");
  const ticket = hiddenIn(page.text, "ticket");
  assert.match(ticket, /^tick_/);
  assert.ok(page.text.includes(`data-upstream="${gateway.sandbox.url}"`));
  const bring = (visited: typeof one, fields: object) =>
    visited.browser.submit("companion", { ...session, ...fields });

  await other.choose("companion");
  assert.match(alertIn((await bring(other, { ticket })).text), /too old/, "another session's");
  assert.match(
    alertIn((await bring(one, { ticket, gateway: "https://evil.example" })).text),
    /another server/,
  );
  assert.match(alertIn((await bring(one, { ticket })).text), /too old/, "it was used up");
  const late = hiddenIn(one.browser.page().text, "ticket");
  assert.notEqual(late, ticket);
  aheadMs = 10 * 60_000 + 1;
  assert.match(alertIn((await bring(one, { ticket: late })).text), /too old/);

  const path = one.browser.path();
  const token = hiddenIn(one.browser.page().text, "token");
  const fresh = hiddenIn(one.browser.page().text, "ticket");
  const post = (headers: Record<string, string>, from = one.browser) =>
    from.ask(`${path}/companion`, {
      method: "POST",
      body: new URLSearchParams({ token, ticket: fresh, ...session }),
      headers,
    });
  assert.equal((await post({ "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await post({}, createBrowser(gateway.url))).status, 404, "another browser");
  assert.deepEqual(await one.state(), { status: "pending" });

  const before = [...one.browser.cookies.values()];
  const twice = await Promise.all([post({}), post({})]);
  assert.deepEqual(
    twice.map(({ status }) => status),
    [303, 303],
  );
  assert.notDeepEqual([...one.browser.cookies.values()], before, "the browser has another cookie");
  await one.browser.open(path);
  assert.equal(headingOf(one.browser.page()), "Your account is linked");
  assert.equal(((await one.state())["data"] as { id: string }).id, gateway.sandbox.fan);
});

test("a ticket without the companion chosen hands nothing over, and a frame is not offered it", async () => {
  const { browser, state, choose } = await visit();
  const ticket = hiddenIn((await choose("companion")).text, "ticket");
  await choose("password");
  const session = { ...(await sessionOf("fan")), gateway: gateway.url, ticket };
  await browser.submit("companion", session);
  assert.deepEqual(await state(), { status: "pending" });
  await register({ drivers: ["companion"] });
  assert.equal((await call("POST", "/v2/link/init", { mode: "embed" })).status, 503);
  await register({ drivers: ALL });
});

test("what the configuration leaves out no app can offer", async () => {
  const { gateway: strict, register: ask } = await startLinkGateway(
    { after },
    { link: { drivers: { sandbox: ["import"] } } },
  );
  await ask({ drivers: ALL });
  const init = await fetch(`${strict.url}/v2/link/init`, {
    method: "POST",
    headers: { apikey: strict.sandbox.apiKey, "content-type": "application/json" },
    body: "{}",
  });
  const { url } = (await init.json()) as { url: string };
  const browser = createBrowser(strict.url);
  await browser.open(url);
  assert.equal(headingOf(await browser.submit("consent")), "Paste your session");
  assert.doesNotMatch(browser.page().text, /Choose another way/);
});
