import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { systemClock } from "../../gateway/clock.ts";
import { startLinkGateway } from "../link/owner.ts";
import { startApp } from "./app.ts";
import { launchChromium, newProfile } from "./chromium.ts";

const browser = await launchChromium({ after });
const skip = typeof browser === "string" ? browser : false;
let aheadMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
const { gateway, register, call } = await startLinkGateway({ after }, {}, { clock });
const app = await startApp({ after });

describe("the embed's published API, on an app's page", { skip }, () => {
  let page: Page;
  let frame: FrameLocator;

  before(async () => {
    await register({ origins: [app.url], redirectUris: [] });
    page = await (await newProfile(browser as Browser)).newPage();
    page.setDefaultTimeout(10_000);
    frame = page.frameLocator("#ofauth-iframe");
  });
  beforeEach(() => goTo(""));

  /** The app's page with the script, and what it has beside it. */
  const goTo = async (body: string, attributes = "") => {
    const script = `<script src="${gateway.url}/link/embed.js" ${attributes}></script>`;
    app.pages.set("/", `<!doctype html><title>App</title>${script}<body>${body}`);
    await page.goto(app.url);
  };
  const init = async (request: object = {}) => {
    const { body } = await call("POST", "/v2/link/init", { mode: "embed", ...request });
    return String(body["url"]);
  };
  const statusOf = async (url: string) =>
    (await call("GET", `/v2/link/${url.split("/").at(-1) ?? ""}`)).body["status"];
  const create = (options: string) =>
    page.evaluate(
      `{ window.told = []; window.link = OFAuth.LinkEmbed.create({ ${options} }); undefined }`,
    );
  const told = () => page.evaluate<string[]>("told");
  const isGone = () => page.locator("#ofauth-modal-overlay").waitFor({ state: "detached" });
  const isOpen = () => frame.getByRole("button", { name: "Agree and continue" }).waitFor();
  const signIn = async () => {
    await frame.getByRole("button", { name: "Agree and continue" }).click();
    await frame.getByLabel("E-mail").fill("me@fan.sandbox.com");
    await frame.getByLabel("Password").fill("good-password");
    await frame.getByRole("button", { name: "Sign in" }).click();
    await frame.locator("[data-leave]").click();
  };

  it("a session with a redirect takes the page there, once what the app does on success is done", async () => {
    const redirectUrl = `${app.url}/linked`;
    await register({ redirectUris: [redirectUrl] });
    const url = await init({ redirectUrl, clientReferenceId: "user-7" });
    await create(`url: ${JSON.stringify(url)}, onSuccess: async ({ redirect, connection }) => {
      await new Promise((resolve) => (window.finish = resolve));
      localStorage.told = JSON.stringify([redirect, connection.id]);
    }`);
    await page.evaluate("link.open()");
    await signIn();
    await page.waitForFunction("window.finish");
    assert.equal(page.url(), `${app.url}/`);
    assert.equal(await page.locator("#ofauth-iframe").count(), 1, "the frame waits too");
    await page.evaluate("finish()");
    await page.waitForURL(`${redirectUrl}?**`);
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get("status"), "success");
    assert.equal(searchParams.get("client_reference_id"), "user-7");
    assert.deepEqual(JSON.parse(await page.evaluate<string>("localStorage.told")), [
      true,
      searchParams.get("connection_id"),
    ]);
    await register({ redirectUris: [] });
  });

  it("data-auto-init: a click on what is marked opens its session, in its theme", async () => {
    const [first, second] = [await init(), await init()];
    await goTo(
      `<a data-ofauth-link data-ofauth-theme="dark" href="${first}"><b>By address</b></a>
       <button data-ofauth-link="${second}">By attribute</button> <a href="#else">Else</a>`,
      "data-auto-init",
    );
    assert.equal(await page.locator("#ofauth-iframe").count(), 0, "nothing is loaded before");
    await page.getByText("By address").click();
    await isOpen();
    assert.equal(new URL(page.url()).origin, app.url, "the page itself stays");
    assert.equal(await page.locator("#ofauth-iframe").getAttribute("data-theme"), "dark");
    await frame.locator('html[data-theme="dark"]').waitFor();
    await frame.getByRole("button", { name: "Cancel" }).click();
    await isGone();
    await page.getByText("By attribute").click();
    await isOpen();
    assert.equal(await page.locator("#ofauth-iframe").getAttribute("data-theme"), "auto");
    await frame.getByRole("button", { name: "Cancel" }).click();
    await isGone();
    assert.deepEqual([await statusOf(first), await statusOf(second)], ["denied", "denied"]);
    await page.getByText("Else").click();
    assert.equal(new URL(page.url()).hash, "#else");
  });

  it("without the mark on the script nothing is taken over", async () => {
    await goTo(`<a data-ofauth-link href="#own">Link</a>`);
    await page.getByText("Link").click();
    assert.equal(new URL(page.url()).hash, "#own");
    assert.equal(await page.locator("#ofauth-iframe").count(), 0);
  });

  it("a handler takes its address later, tells when it is ready, opens again, and ends", async () => {
    const [first, second] = [await init(), await init()];
    await create(`onLoad: () => { told.push("load"); },
      onClose: async ({ type, step }) => { await 0; told.push(type + " " + step); },
      onSandboxInfo: ({ scenarios, currentScreen }) => { told.push(currentScreen + " " + scenarios[0].id); }`);
    await page.evaluate(`void link.ready.then(() => told.push("ready"))`);
    assert.match(await refusal("link.open()"), /is needed/);
    assert.match(await refusal(`link.setUrl("https://elsewhere.example/cs_1")`), /is needed/);
    await page.evaluate(`link.setUrl(${JSON.stringify(first)})`);
    assert.equal(await page.locator("#ofauth-iframe").count(), 0);
    await page.evaluate("link.open()");
    await isOpen();
    await page.waitForFunction("told.length === 3");
    assert.deepEqual((await told()).sort(), ["consent creator", "load", "ready"]);
    assert.equal(await page.locator("#ofauth-sandbox-banner").count(), 0, "the app has its own");
    assert.equal(await page.evaluate("document.body.className"), "ofauth-no-scroll");
    assert.match(
      await refusal(`OFAuth.LinkEmbed.create().open(${JSON.stringify(second)})`),
      /open/,
    );

    await page.evaluate("link.close()");
    await isGone();
    assert.equal((await told()).at(-1), "user_exit authorization");
    await page.evaluate(`link.open(${JSON.stringify(second)})`);
    await isOpen();
    await page.evaluate("link.cleanup()");
    await isGone();
    assert.equal(await statusOf(second), "pending", "taken off the page, and not called off");
    await page.evaluate("link.open()");
    await frame.locator("h1").waitFor();
    await page.evaluate("link.destroy()");
    await isGone();
    assert.equal(await page.evaluate("document.body.className"), "");
    assert.match(await refusal("link.open()"), /is needed/);
  });

  it("a session that is too old is told as such, and its end as an error", async () => {
    const url = await init();
    aheadMs += 3_600_001;
    await create(`url: ${JSON.stringify(url)}, onInvalidSession: () => { told.push("invalid"); },
      onClose: ({ type, error }) => { told.push(type + " " + error?.error_type); }`);
    await page.evaluate("link.open()");
    await frame.getByRole("heading", { name: "This page is too old" }).waitFor();
    await page.waitForFunction("told.length === 1");
    await frame.getByRole("button", { name: "Done" }).click();
    await isGone();
    assert.deepEqual(await told(), ["invalid", "error session_expired"]);
  });

  it("the web component is named and styled by the app, tells of success, and goes whole", async () => {
    const url = await init();
    await goTo(`<main><ofauth-link url="${url}" label="Link me"></ofauth-link></main>`);
    await page.evaluate(`{
      window.told = [];
      for (const name of ["loaded", "success", "close"])
        document.querySelector("main").addEventListener(name, ({ detail }) => told.push(name + " " + detail.metadata?.connection?.userData.username));
    }`);
    const link = page.locator("ofauth-link");
    assert.equal(
      await page.getByRole("button", { name: "Link me" }).getAttribute("part"),
      "button",
    );
    await link.evaluate((element) => element.setAttribute("label", "Again"));
    await page.getByRole("button", { name: "Again" }).click();
    await signIn();
    await isGone();
    const [loaded, success, ...rest] = await told();
    assert.equal(loaded, "loaded undefined");
    assert.match(success ?? "", /^success \w+/);
    assert.deepEqual(rest, [], "a success is not told as a close");
    await link.evaluate((element, next) => element.setAttribute("url", next), await init());
    await page.getByRole("button", { name: "Again" }).click();
    await isOpen();
    await link.evaluate((element) => element.remove());
    await isGone();
  });

  const refusal = (script: string) =>
    page.evaluate<string>(
      `(() => { try { ${script}; return ""; } catch (error) { return error.message; } })()`,
    );
});
