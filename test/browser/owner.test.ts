import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { startLinkGateway } from "../link/owner.ts";
import { launchChromium, inspect, newProfile } from "./chromium.ts";

const browser = await launchChromium({ after });
const skip = typeof browser === "string" ? browser : false;
const { gateway, admin, appId, register, call } = await startLinkGateway({ after });

describe("an invited owner in a real Chromium", { skip }, () => {
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    const profile = await newProfile(browser as Browser);
    page = await profile.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await register({
      redirectUris: [],
      displayName: "Fan Studio",
      privacyUrl: "https://fan-studio.example/privacy",
      colors: { accent: "#5b21b6" },
    });
    const data = (await drawLogo(page)).split(",")[1];
    assert.equal((await admin("POST", `/apps/${appId}/logo`, { data })).status, 200);
  });

  const press = (name: string) => page.getByRole("button", { name }).click();
  const heading = () => page.locator("h1").innerText();
  const looksGood = async (name: string) => {
    assert.deepEqual(await inspect(page, name), [], name);
  };
  const signIn = async (email = "me@creator.sandbox.com") => {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("good-password");
    await press("Sign in");
  };

  it("comes by an invite with a QR code, links in the app's colours, and looks after it", async () => {
    const { body } = await call("POST", "/v2/link/invites", {});
    await page.goto(String(body["url"]));
    assert.doesNotMatch(page.url(), /inv_/, "the secret has left the address bar");
    await page.getByText("Go on with your phone").click();
    await looksGood("invite");
    await press("Start");
    await looksGood("branded-consent");
    assert.ok(
      await page.evaluate("document.querySelector('.brand img').naturalWidth > 0"),
      "the logo is shown",
    );
    await press("Agree and continue");
    await signIn();
    assert.equal(await heading(), "Your account is linked");
    const manage = (await page.locator(".keep a").getAttribute("href")) ?? "";
    await page.goto(String(body["url"]));
    assert.equal(await heading(), "This invite is used up");
    await looksGood("invite-used");

    const connectionId = (await invites()).list[0]?.connectionId ?? "";
    for (const path of ["/chats", "/chats", "/posts"])
      await fetch(`${gateway.url}/v2/access${path}`, {
        headers: { apikey: gateway.sandbox.apiKey, "x-connection-id": connectionId },
      });
    await page.goto(manage);
    assert.match(await page.locator(".app").innerText(), /Read your messages\s+2 times today/);
    await page.getByLabel("Read your messages").uncheck();
    await press("Keep only what is ticked");
    await looksGood("portal-activity");
  });

  it("shows control of the account, allows more, downloads all, and deletes it", async () => {
    await press("Show that it is yours");
    await looksGood("prove");
    await press("Continue");
    await signIn();
    assert.equal(await heading(), "It is yours");
    await looksGood("proven");
    await page.getByRole("link", { name: "Back to your page" }).click();
    await page.getByLabel("Read your messages").check();
    await press("Allow what is ticked");
    await looksGood("portal-proven");
    assert.ok(await page.getByLabel("Read your messages").isChecked());
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      press("Download all that is kept"),
    ]);
    assert.equal(download.suggestedFilename(), "account.json");
    await press("Pause Fan Studio");
    assert.equal(await page.locator(".app .state").innerText(), "Paused");
    await press("Resume Fan Studio");
    await press("Delete it all");
    assert.equal(await heading(), "It is deleted");
    await looksGood("deleted");
    const unexpected = complaints.filter((text) => !/status of (404|403|410)/.test(text));
    assert.deepEqual(unexpected, []);
  });

  const invites = async () =>
    (await call("GET", "/v2/link/invites")).body as { list: { connectionId: string | null }[] };
});

/** A picture drawn by the browser itself. */
function drawLogo(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 96 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#5b21b6";
    pen.beginPath();
    pen.arc(48, 48, 46, 0, 7);
    pen.fill();
    pen.fillStyle = "#fff";
    pen.font = "700 52px sans-serif";
    pen.fillText("F", 32, 67);
    return canvas.toDataURL("image/png");
  })()`);
}
