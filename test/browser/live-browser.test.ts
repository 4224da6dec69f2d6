import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { until } from "../end-to-end/until.ts";
import { startLinkGateway } from "../link/owner.ts";
import { startApp } from "./app.ts";
import { inspect, launchChromium, newProfile } from "./chromium.ts";
import { centreOfDot, hasDot, seeForm } from "./dot.ts";
import { processesWith } from "./memory.ts";

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
  const open = async () => {
    const { body } = await started.call("POST", "/v2/link/init", {});
    await page.goto(body["url"] as string);
    await press("Agree and continue");
    return (body["url"] as string).split("/").at(-1) ?? "";
  };
  const choose = async () => {
    await press("On the OnlyFans page, shown here");
    await page.getByText(new URL(gateway.sandbox.url).host).waitFor();
    await seeForm(page);
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

  it("closes everything when the owner cancels, and when the app calls the visit off", async () => {
    await open();
    await choose();
    assert.equal((await profiles()).length, 1);
    await page.keyboard.press("Tab");
    await type("x");
    await page.keyboard.press("Escape");
    const left = page.getByRole("button", { name: "Choose another way" });
    assert.equal(await left.evaluate((button) => button.matches(":focus")), true);
    await press("Cancel");
    await page.getByRole("heading", { name: "You cancelled" }).waitFor();
    await until("the browser is gone", async () => (await profiles()).length === 0);

    const secret = await open();
    await choose();
    await started.call("DELETE", `/v2/link/${secret}`);
    await page.getByText("The browser is closed.").waitFor();
    assert.deepEqual(await profiles(), []);
  });

  it("is bounded in number, and its page says so; a browser that dies leaves nothing", async () => {
    await open();
    await choose();
    const other = await newProfile(browser as Browser);
    const visitor = await other.newPage();
    const { body } = await started.call("POST", "/v2/link/init", {});
    await visitor.goto(body["url"] as string);
    await visitor.getByRole("button", { name: "Agree and continue" }).click();
    await visitor.getByRole("button", { name: "On the OnlyFans page, shown here" }).click();
    await visitor.getByText("All browsers on this server are in use.").waitFor();
    await other.close();
    const [name = ""] = await profiles();
    for (const pid of await processesWith(`${name}\0`)) process.kill(pid, "SIGKILL");
    await page.getByText("The browser has stopped.").waitFor();
    assert.deepEqual(await profiles(), []);
    await press("Open it again");
    await page.locator("[data-shown]").waitFor();
    await press("Cancel");
  });

  it("HL06: is shown to the visit's own browser on a page of this server, and nowhere else", async () => {
    await open();
    await choose();
    const path = `${new URL(page.url()).pathname}/screen`;
    const id = path.split("/")[2];
    const cookie = (await profile.cookies()).find(({ name }) => name === id);
    const own = `${cookie?.name ?? ""}=${cookie?.value ?? ""}`;
    assert.equal(await upgrade(path, { origin: gateway.url, cookie: own }), 101);
    assert.equal(await upgrade(path, { origin: gateway.url }), 403);
    assert.equal(await upgrade(path, { origin: gateway.url, cookie: `${own}x` }), 403);
    assert.equal(await upgrade(path, { origin: "https://elsewhere.example", cookie: own }), 403);
    assert.equal(await upgrade(path, { cookie: own }), 403);
    assert.equal(await upgrade("/", { origin: gateway.url, cookie: own }), 200);
    await press("Cancel");
    assert.equal(await upgrade(path, { origin: gateway.url, cookie: own }), 409);
    assert.deepEqual(complaints, []);
  });
});

/** Asks for a WebSocket as anyone may. Gives back the status of the answer. */
async function upgrade(path: string, headers: Record<string, string>): Promise<number> {
  const asked = request(new URL(path, gateway.url), {
    headers: {
      ...headers,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
    },
  }).end();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.once("response", resolve).once("upgrade", resolve).once("error", reject);
  const answer = await promise;
  answer.socket.destroy();
  return answer.statusCode ?? 0;
}
