import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { until } from "../end-to-end/until.ts";
import { startLinkGateway } from "../link/owner.ts";
import { startApp } from "./app.ts";
import { inspect, launchChromium, newProfile } from "./chromium.ts";
import { centreOfDot, hasDot } from "./dot.ts";

const browser = await launchChromium({ after });
const skip = typeof browser === "string" ? browser : false;
const app = await startApp({ after });
const started = await startLinkGateway(
  { after },
  { link: { browser: { maxBrowsers: 1, idleTimeoutMs: 60_000 } } },
);
const { gateway } = started;

describe("a login in a browser on the server", { skip }, () => {
  let profile: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    profile = await newProfile(browser as Browser);
    await profile.grantPermissions(["clipboard-read", "clipboard-write"], { origin: gateway.url });
    page = await profile.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await started.register({
      redirectUris: [`${app.url}/linked`],
      drivers: ["browser", "password"],
    });
  });

  const press = (name: string) => page.getByRole("button", { name }).click();
  const status = () => page.locator("[data-part=status]");
  const open = async () => {
    const { body } = await started.call("POST", "/v2/link/init", {});
    await page.goto(body["url"] as string);
    await press("Agree and continue");
    return (body["url"] as string).split("/").at(-1) ?? "";
  };
  const choose = async () => {
    await press("On the OnlyFans page, shown here");
    await page.locator("[data-shown]").waitFor();
    await page.getByText(new URL(gateway.sandbox.url).host).waitFor();
  };
  const type = async (text: string) => {
    await page.locator("[data-part=keys]").focus();
    await page.keyboard.type(text);
  };
  const paste = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press("Control+v");
  };
  // Evaluated by the debugger: the page's own policy would allow no script but its own.
  const seesDot = () => page.evaluate<boolean>(hasDot);
  const profiles = () => readdir(join(gateway.dataDir, "browsers")).catch(() => []);

  it("goes through keyboard, paste, a captcha that a person clicks and a code", async () => {
    const secret = await open();
    await choose();
    assert.deepEqual(await inspect(page, "live-browser"), []);
    await type("me@captcha-otp.sandbox.com");
    await page.keyboard.press("Tab");
    await paste("good-password");
    await page.keyboard.press("Enter");
    await until("the captcha is shown", seesDot);
    assert.deepEqual(await inspect(page, "live-browser-captcha"), []);
    const { x, y } = await page.evaluate<{ x: number; y: number }>(centreOfDot);
    await page.mouse.click(x, y);
    await until("the captcha is gone", async () => !(await seesDot()));
    await type("123456");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your account is linked" }).waitFor();
    const { body } = await started.call("GET", `/v2/link/${secret}`);
    assert.equal(body["status"], "completed");
    assert.deepEqual(await profiles(), []);
    assert.doesNotMatch(gateway.log(), /good-password|123456/);
  });
});
