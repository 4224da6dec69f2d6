import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { until } from "../end-to-end/until.ts";
import { startLinkGateway } from "../link/owner.ts";
import { startApp } from "./app.ts";
import { launchChromium } from "./chromium.ts";
import { centreOfDot, extentOfForm, hasButton, hasDot, seeForm } from "./dot.ts";

const browser = await launchChromium({ after });
const skip = typeof browser === "string" ? browser : false;

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How far above the end of the sandbox's form its button and fields are, in CSS pixels. */
const BUTTON_ABOVE = 22;
const PASSWORD_ABOVE = 82;
const EMAIL_ABOVE = 169;
/** How far above the middle of a field the ring around it begins. */
const RING_ABOVE = 28;

describe("a login in a browser on the server, on a phone", { skip }, () => {
  let page: Page;
  const spotOf = (centre: string) => page.evaluate<Spot>(centre);
  const tap = ({ x, y }: Spot) => page.touchscreen.tap(x, y);
  const form = () => page.evaluate<Spot & { top: number; bottom: number }>(extentOfForm);
  const tapButton = async () => {
    const { x, bottom } = await form();
    await tap({ x, y: bottom - BUTTON_ABOVE });
  };
  const tapField = async (above: number) => {
    const { x, bottom } = await form();
    await tap({ x, y: bottom - above });
    // The ring around it is there.
    await until("the field has the focus", async () => {
      const { top } = await form();
      return Math.abs(bottom - above - RING_ABOVE - top) < 15;
    });
  };

  before(async () => {
    const phone = await (browser as Browser).newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
    });
    page = await phone.newPage();
  });

  it("fields and buttons are tapped, and what a phone's keyboard writes arrives", async () => {
    const { register, call } = await startLinkGateway({ after });
    await register({ drivers: ["browser"] });
    const { body } = await call("POST", "/v2/link/init", {});
    await page.goto(body["url"] as string);
    await page.getByRole("button", { name: "Agree and continue" }).tap();
    await seeForm(page);
    // The field that has the focus from the start comes last.
    await tapField(PASSWORD_ABOVE);
    await page.keyboard.insertText("good-password");
    await tapField(EMAIL_ABOVE);
    await page.keyboard.insertText("me@captcha-otp.sandbox.comm");
    await page.keyboard.press("Backspace");
    await tapButton();
    await until("the captcha is shown", () => page.evaluate<boolean>(hasDot));
    await tap(await spotOf(centreOfDot));
    await until("a code is asked for", () => page.evaluate<boolean>(hasButton));
    await page.keyboard.insertText("123456");
    await tapButton();
    await page.getByRole("heading", { name: "Your account is linked" }).waitFor();
  });

  it("a finger that moves scrolls the page that is shown, and brings up no keyboard", async () => {
    const site = await startApp({ after });
    // Too long for a screen: what is to be tapped is at its end, and to be seen once the page has come to rest there.
    site.pages.set(
      "/",
      `<!doctype html><meta name="viewport" content="width=device-width">
       <body style="margin:0;background:#fff"><div style="height:1500px"></div>
       <div id="dot" style="width:120px;height:120px" onclick="this.style.background='#2558c4'"></div><div style="height:200px"></div>
       <script>onscrollend = () => { if (innerHeight + scrollY > 1800) dot.style.background = "#d6336c"; };</script>`,
    );
    const sandbox = { origin: site.url };
    const { register, call } = await startLinkGateway({ after }, { environments: { sandbox } });
    await register({ drivers: ["browser"] });
    const { body } = await call("POST", "/v2/link/init", {});
    await page.goto(body["url"] as string);
    await page.getByRole("button", { name: "Agree and continue" }).tap();
    await page.locator("[data-shown]").waitFor();
    await page.getByText(new URL(site.url).host).waitFor();
    const scrolled = await page.evaluate("scrollY");
    await until("what was below is shown", async () => {
      await swipeUp(page);
      return page.evaluate<boolean>(hasDot);
    });
    assert.equal(await page.evaluate("scrollY"), scrolled, "the Link page stays where it is");
    assert.equal(await page.evaluate("document.activeElement.dataset.part ?? ''"), "");
    await tap(await spotOf(centreOfDot));
    await until("the tap arrived", () => page.evaluate<boolean>(hasButton));
  });
});

/** Moves a finger up over the picture, and lifts it once it has come to rest. */
async function swipeUp(page: Page): Promise<void> {
  const box = await page.locator("[data-part=picture]").boundingBox();
  assert.ok(box);
  const touch = await page.context().newCDPSession(page);
  const x = box.x + box.width / 2;
  const from = Math.min(box.y + box.height - 40, 800);
  await touch.send("Input.dispatchTouchEvent", {
    type: "touchStart",
    touchPoints: [{ x, y: from }],
  });
  for (let up = 20; up <= 300; up += 20)
    await touch.send("Input.dispatchTouchEvent", {
      type: "touchMove",
      touchPoints: [{ x, y: from - up }],
    });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
}
