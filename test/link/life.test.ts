import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { createBrowser, createCaller, headingOf, startLinkGateway } from "./owner.ts";
import { startTestGateway } from "../support/gateway.ts";
import { makeScratch } from "../support/scratch.ts";

test("a visit outlives a restart at every step, the login under way included", async (t) => {
  const dataDir = makeScratch(t, "link");
  const start = (port = "0") => startTestGateway(t, {}, { env: { DATA_DIR: dataDir, PORT: port } });
  const first = await start();
  const init = await createCaller(first, first.sandbox.apiKey)("POST", "/v2/link/init", {});
  const url = init.body["url"] as string;
  const browser = createBrowser(first.url);
  await browser.open(url);
  await browser.submit("consent");
  await browser.submit("choose", { driver: "password" });
  await browser.submit("login", { email: "a@fan-otp.sandbox.com", password: "good-password" });
  await first.close();

  const second = await start(String(first.port));
  const page = await browser.open(url);
  assert.equal(headingOf(page), "Enter your code");
  const secret = url.split("/").at(-1) ?? "";
  const { body } = await createCaller(second, second.sandbox.apiKey)("GET", `/v2/link/${secret}`);
  assert.equal(body["status"], "awaiting_2fa");
});

test("HL01, HL04, HL05: under https the cookie is `__Host-`; an hour later a session is of no use", async (t) => {
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const { gateway, call } = await startLinkGateway(
    t,
    {
      server: { publicUrl: "https://link.example" },
      link: { operator: "Studio Ltd", contact: "help@studio.example" },
    },
    { clock },
  );
  const { body } = await call("POST", "/v2/link/init", {});
  const url = body["url"] as string;
  assert.ok(url.startsWith("https://link.example/cs_"));
  const browser = createBrowser(gateway.url);
  const answer = await browser.ask(new URL(url).pathname);
  assert.match(
    answer.headers.get("set-cookie") ?? "",
    /^__Host-lnk_\w+=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/,
  );
  const page = await browser.open(answer.headers.get("location") ?? "");
  assert.match(page.headers.get("strict-transport-security") ?? "", /max-age=31536000/);
  const who =
    "Studio Ltd runs this server (link.example). You can reach them at help@studio.example.";
  assert.ok(page.text.includes(who));

  assert.equal(headingOf(await browser.submit("consent")), "Sign in to OnlyFans");
  aheadMs = 3_601_000;
  await browser.submit("login", { email: "a@fan.sandbox.com", password: "good-password" });
  assert.equal(headingOf(browser.page()), "This page is too old");
  assert.equal(browser.page().status, 410);
  const secret = url.split("/").at(-1) ?? "";
  const state = await call("GET", `/v2/link/${secret}`);
  assert.deepEqual(state.body, { status: "failed", error: "session_expired" });
});

test("an app hears that time ran out, whatever its owner had last been told", async (t) => {
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const { gateway, call } = await startLinkGateway(t, {}, { clock });
  const atLogin = async () => {
    const { body } = await call("POST", "/v2/link/init", {});
    const browser = createBrowser(gateway.url);
    await browser.open(body["url"] as string);
    await browser.submit("consent");
    return { browser, secret: (body["url"] as string).split("/").at(-1) ?? "" };
  };
  const mistyped = await atLogin();
  await mistyped.browser.submit("login", { email: "nobody", password: "" });
  const sent = await atLogin();
  const password = "good-password";
  await sent.browser.submit("login", { email: "a@creator-sms.sandbox.com", password });
  assert.match((await sent.browser.submit("resend")).text, /on its way/);
  aheadMs = 3_601_000;
  for (const { browser, secret } of [mistyped, sent]) {
    const { body } = await call("GET", `/v2/link/${secret}`);
    assert.deepEqual(body, { status: "failed", error: "session_expired" });
    const { headers } = await browser.ask(`${browser.path()}/continue`);
    assert.match(headers.get("location") ?? "", /&error_code=session_expired$/);
  }
});

test("HL18: sendings are counted by the address that a trusted proxy names, and by nobody else's word", async (t) => {
  let owner = 0;
  /** What the page says when a code is asked for again, from an address that the request names. */
  const sendFor = async (trustedProxies: string[]) => {
    const { gateway, call } = await startLinkGateway(t, { server: { trustedProxies } });
    return async (address: string) => {
      const { body } = await call("POST", "/v2/link/init", {});
      const browser = createBrowser(gateway.url, { "x-forwarded-for": address });
      await browser.open(body["url"] as string);
      await browser.submit("consent");
      const email = `owner${++owner}@creator-sms.sandbox.com`;
      await browser.submit("login", { email, password: "good-password" });
      return (await browser.submit("resend")).text.includes("on its way");
    };
  };
  for (const [trusted, another] of [
    [["127.0.0.1"], true],
    [[], false],
  ] as const) {
    const send = await sendFor([...trusted]);
    for (let sent = 0; sent < 3; sent++) assert.equal(await send("198.51.100.1"), true);
    assert.equal(await send("203.0.113.9, 198.51.100.1"), false);
    assert.equal(await send("198.51.100.2"), another, String(trusted));
  }
});

test("over plain http to elsewhere no page is shown, nor by a link from before; the API goes on", async (t) => {
  const config = { server: { publicUrl: "http://link.example" } };
  const { gateway, call } = await startLinkGateway(t, config);
  for (const path of ["/v2/link/init", "/v2/link/invites"])
    assert.equal((await call("POST", path, {})).body["reason"], "insecure_public_url");
  const { ask } = createBrowser(gateway.url);
  for (const path of [
    "/cs_x",
    "/s/cs_x",
    "/link/lnk_x",
    "/invite",
    "/invite/inv_x",
    "/manage/mng_x",
  ]) {
    const page = await ask(path);
    assert.deepEqual([page.status, headingOf(page)], [503, "This page is not shown"], path);
  }
  assert.equal((await call("GET", "/v2/account/whoami")).status, 200);
});
