import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { createSite } from "../../config/examples/embed/serve.js";
import { startLinkGateway } from "../link/owner.ts";
import { startApp } from "./app.ts";
import { inspect, launchChromium, newProfile } from "./chromium.ts";

const MAX_BYTES = 6_144;

const browser = await launchChromium({ after });
const skip = typeof browser === "string" ? browser : false;
const { gateway, register, call } = await startLinkGateway({ after });
const stranger = await startApp({ after });
const site = (await createSite({ gateway: gateway.url, apiKey: gateway.sandbox.apiKey })).listen(
  0,
  "127.0.0.1",
);
await once(site, "listening");
after(() => site.close());
// Another site than the gateway's, which is reached by its number: cookies in the frame are a third party's.
const origin = `http://localhost:${(site.address() as AddressInfo).port}`;

it("the embed's script is smaller than 6 KB, for any page to load, and kept until it changes", async () => {
  const answer = await fetch(`${gateway.url}/link/embed.js`);
  assert.equal(answer.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
  const bytes = (await answer.arrayBuffer()).byteLength;
  assert.ok(bytes < MAX_BYTES, `${bytes} bytes`);
  const etag = answer.headers.get("etag") ?? "";
  const again = await fetch(`${gateway.url}/link/embed.js`, { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
});

describe("the embed in a real Chromium, on a page of another site", { skip }, () => {
  let page: Page;
  let frame: FrameLocator;
  const complaints: string[] = [];

  before(async () => {
    await register({ origins: [origin], redirectUris: [] });
    page = await (await newProfile(browser as Browser)).newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    frame = page.frameLocator("#ofauth-iframe");
  });

  const open = async () => {
    await page.goto(origin);
    await page.getByRole("button", { name: "Connect your account" }).click();
    await frame.getByRole("button", { name: "Agree and continue" }).waitFor();
  };
  const status = (text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();
  const signIn = async () => {
    await frame.getByRole("button", { name: "Agree and continue" }).click();
    await frame.getByLabel("E-mail").fill("me@fan.sandbox.com");
    await frame.getByLabel("Password").fill("good-password");
    await frame.getByRole("button", { name: "Sign in" }).click();
    await frame.getByRole("heading", { name: "Your account is linked" }).waitFor();
  };

  it("an owner links in the frame, keeps the private link, and leaves", async () => {
    await open();
    assert.equal(await page.locator("#ofauth-sandbox-banner").count(), 1);
    assert.deepEqual(await inspect(page, "embed"), []);
    await signIn();
    await status("Linked");
    assert.match(await frame.locator(".keep code").innerText(), /\/manage\/mng_/);
    await frame.getByRole("button", { name: "Done" }).click();
    await page.locator("#ofauth-iframe").waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });

  it("an owner cancels, or presses Escape; each ends the session and frees the page", async () => {
    await open();
    await frame.getByRole("button", { name: "Cancel" }).click();
    await status("Not linked");
    await open();
    await page.evaluate("document.activeElement.blur()");
    await page.keyboard.press("Escape");
    await status("Not linked");
    assert.equal(await page.locator("#ofauth-modal-overlay").count(), 0);
    assert.equal(await page.evaluate("document.body.className"), "");
  });

  it("the web component tells its events, and a forced close by its name", async () => {
    const { body } = await call("POST", "/v2/link/init", { mode: "embed" });
    await page.goto(origin);
    await page.evaluate(`{
      window.heard = [];
      const link = document.createElement("ofauth-link");
      link.setAttribute("url", ${JSON.stringify(body["url"])});
      link.setAttribute("theme", "dark");
      for (const name of ["loaded", "success", "close", "invalid_session"])
        document.addEventListener(name, ({ detail }) => heard.push([name, detail.metadata]));
      document.body.append(link);
    }`);
    await page.getByRole("button", { name: "Connect Account" }).click();
    await frame.locator('html[data-theme="dark"]').waitFor();
    await page.waitForFunction("heard.length === 1");
    await page.evaluate(`document.querySelector("ofauth-link").close({ force: true })`);
    await page.waitForFunction("heard.length === 2");
    assert.deepEqual(await page.evaluate("heard"), [
      ["loaded", null],
      ["close", { type: "forced_exit", step: "authorization", error: null }],
    ]);
    const secret = String(body["url"]).split("/").at(-1) ?? "";
    assert.equal((await call("GET", `/v2/link/${secret}`)).body["status"], "denied");
  });

  it("HL16: a message of anybody else is not heard, a foreign URL is refused, and a foreign page is shown nothing", async () => {
    await open();
    await page.evaluate(
      `window.postMessage({ type: "OFAUTH_LINK", event: "exit", metadata: { type: "error" } }, "*")`,
    );
    const forged = `parent.postMessage({type:"OFAUTH_LINK",event:"success",metadata:{connection:{userData:{username:"forged"}}}},"*");parent.postMessage("told","*")`;
    stranger.pages.set("/forge", `<!doctype html><title>x</title><script>${forged}</script>`);
    await page.evaluate(`new Promise((resolve) => {
      addEventListener("message", ({ data }) => data === "told" && resolve());
      const frame = document.createElement("iframe");
      frame.src = ${JSON.stringify(`${stranger.url}/forge`)};
      document.body.append(frame);
    })`);
    assert.equal(await page.getByRole("status").innerText(), "");
    const refused = await page.evaluate<string>(`(() => {
      try { Countersign.LinkEmbed.create({ url: ${JSON.stringify(`${stranger.url}/cs_1`)} }); return ""; }
      catch (error) { return error.message; }
    })()`);
    assert.match(refused, /is needed/);

    const { body } = await call("POST", "/v2/link/init", { mode: "embed" });
    stranger.pages.set(
      "/embed",
      `<!doctype html><title>x</title><script src="${gateway.url}/link/embed.js"></script><body><script>
        window.told = []; Countersign.LinkEmbed.create({ url: ${JSON.stringify(body["url"])}, onLoad: () => told.push(1), onSandboxInfo: () => told.push(2), onClose: () => told.push(3) }).open();
      </script>`,
    );
    const blocked = page.waitForEvent("console", {
      predicate: (message) => message.text().includes("frame-ancestors"),
    });
    await page.goto(`${stranger.url}/embed`);
    await blocked;
    assert.equal(await frame.getByRole("button").count(), 0);
    assert.deepEqual(await page.evaluate("told"), []);
  });
});
