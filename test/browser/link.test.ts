import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startLinkGateway } from "../link/owner.ts";
import { startApp } from "./app.ts";
import { launchChromium, inspect, newProfile } from "./chromium.ts";

const browser = await launchChromium({ after });
const app = await startApp({ after });
const stranger = await startApp({ after });
const skip = typeof browser === "string" ? browser : false;
const started = await startLinkGateway({ after });

describe("in a real Chromium", { skip }, () => {
  let profile: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    profile = await newProfile(browser as Browser);
    page = await profile.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await started.register({ redirectUris: [`${app.url}/linked?from=link`] });
  });

  const open = async (request: object = {}) => {
    const { body } = await started.call("POST", "/v2/link/init", request);
    await page.goto(body["url"] as string);
    return (body["url"] as string).split("/").at(-1) ?? "";
  };
  const press = (name: string) => page.getByRole("button", { name }).click();
  const heading = () => page.locator("h1").innerText();
  const logIn = async (email: string, password = "good-password") => {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await press("Sign in");
  };
  const looksGood = async (name: string) => {
    assert.deepEqual(await inspect(page, name), [], name);
  };

  it("HL26: an owner agrees, mistypes, signs in with a code, and goes back to the app", async () => {
    const secret = await open({ clientReferenceId: "user-7" });
    assert.doesNotMatch(page.url(), /cs_/, "the secret has left the address bar");
    await looksGood("consent");
    await press("Agree and continue");
    await looksGood("login");
    await logIn("me@creator-sms.sandbox.com", "wrong-password");
    assert.match(await page.getByRole("alert").innerText(), /did not accept/);
    await looksGood("login-wrong");
    await logIn("me@creator-sms.sandbox.com");
    await looksGood("code-text");
    await press("Send a new code");
    assert.match(await page.getByRole("status").innerText(), /on its way/);
    await page.getByLabel("Code").fill("000000");
    await press("Continue");
    await looksGood("code-wrong");
    await page.getByLabel("Code").fill("123456");
    await press("Continue");
    assert.equal(await heading(), "Your account is linked");
    await looksGood("success");
    await page.getByRole("link", { name: "Continue to Fan Studio" }).click();
    await page.waitForURL(`${app.url}/**`);
    const url = new URL(page.url());
    assert.equal(`${url.origin}${url.pathname}`, `${app.url}/linked`);
    assert.equal(url.searchParams.get("from"), "link");
    assert.equal(url.searchParams.get("status"), "success");
    assert.equal(url.searchParams.get("client_reference_id"), "user-7");
    const { body } = await started.call("GET", `/v2/link/${secret}`);
    const { id } = body["data"] as { id: string };
    assert.equal(url.searchParams.get("connection_id"), id);
  });

  it("an owner cancels, and the app is told where", async () => {
    await open();
    await press("Agree and continue");
    await press("Cancel");
    await looksGood("cancelled");
    await page.getByRole("link", { name: "Back to Fan Studio" }).click();
    await page.waitForURL(`${app.url}/**`);
    assert.equal(new URL(page.url()).search, "?from=link&status=cancelled&step=login");
  });

  it("a captcha is handed over with the truth, and a used link says so", async () => {
    await open();
    await press("Agree and continue");
    await logIn("me@captcha.sandbox.com");
    assert.match(await heading(), /a person/);
    await looksGood("captcha");
    const second = await newProfile(browser as Browser);
    const other = await second.newPage();
    await page.goto(`${started.gateway.url}/cs_000000000000000000000000`);
    await looksGood("unknown");
    const { body } = await started.call("POST", "/v2/link/init", {});
    await page.goto(body["url"] as string);
    await other.goto(body["url"] as string);
    assert.match(await other.locator("h1").innerText(), /another browser/);
    await second.close();
  });

  it("HL25: the private link shows what was agreed, narrows it, and ends it", async () => {
    await open();
    await press("Agree and continue");
    await logIn("me@creator.sandbox.com");
    const manage = await page.locator(".keep a").getAttribute("href");
    await page.goto(manage ?? "");
    assert.doesNotMatch(page.url(), /mng_/, "the secret has left the address bar");
    await looksGood("portal");
    await page.getByLabel("Do anything else that your account can do").uncheck();
    await press("Keep only what is ticked");
    assert.equal(await page.getByLabel("Do anything else that your account can do").count(), 0);
    await press("Pause everything");
    assert.equal(await page.locator(".state").innerText(), "Paused");
    await looksGood("portal-paused");
    await press("Resume");
    await press("End it for good");
    assert.equal(await heading(), "It is ended");
    assert.match(await page.locator("main").innerText(), /OnlyFans has signed the session out/);
    await looksGood("ended");
  });

  it("HL02: texts of an app run no script, and no page breaks its own policy", async () => {
    const hostile = `"><img src=x onerror=document.title='run'><script>document.title='run'</script>`;
    await started.register({ displayName: hostile.slice(0, 60) });
    await open({ clientReferenceId: `${hostile}</script>` });
    assert.ok((await heading()).startsWith('"><img'));
    await looksGood("consent-long-name");
    assert.notEqual(await page.title(), "run");
    await press("Agree and continue");
    await press("Cancel");
    assert.notEqual(await page.title(), "run");
    const unexpected = complaints.filter((text) => !/status of (404|403)/.test(text));
    assert.deepEqual(unexpected, []);
  });

  it("HL03, HL16: in a registered origin's frame an owner links, and that origin alone is told", async () => {
    await started.register({ displayName: "Fan Studio", origins: [app.url] });
    const embed = async (site: typeof app) => {
      const { body } = await started.call("POST", "/v2/link/init", { mode: "embed" });
      const listen =
        "window.heard=[];addEventListener('message',({origin,data})=>heard.push({origin,data}))";
      site.pages.set(
        "/embed",
        `<!doctype html><title>App</title><script>${listen}</script><iframe width=600 height=900 src="${body["url"] as string}"></iframe>`,
      );
      await page.goto(`${site.url}/embed`);
      return page.frameLocator("iframe");
    };
    const frame = await embed(app);
    await frame.getByRole("button", { name: "Agree and continue" }).click();
    await frame.getByLabel("E-mail").fill("me@fan.sandbox.com");
    await frame.getByLabel("Password").fill("good-password");
    await frame.getByRole("button", { name: "Sign in" }).click();
    await frame.getByRole("heading", { name: "Your account is linked" }).waitFor();
    const heard = (
      await page.evaluate<{ origin: string; data: Record<string, unknown> }[]>("heard")
    ).filter(({ data }) => data["event"] !== "sandbox_info");
    assert.deepEqual(
      heard.map(({ origin, data }) => [origin, data["type"], data["event"]]),
      ["loaded", "success"].map((event) => [started.gateway.url, "OFAUTH_LINK", event]),
    );
    assert.doesNotMatch(JSON.stringify(heard), /mng_|cs_|sess/);

    const refused = await embed(stranger);
    assert.equal(await refused.locator("h1", { hasText: "Fan Studio" }).count(), 0);
    assert.deepEqual(await page.evaluate("heard"), []);
  });
});
