import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { systemClock } from "../../gateway/clock.ts";
import { startLinkGateway } from "../link/owner.ts";
import { inspect, launchChromium, newProfile } from "./chromium.ts";

const browser = await launchChromium({ after });
const skip = typeof browser === "string" ? browser : false;
let aheadMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
const { gateway, register, call } = await startLinkGateway({ after }, {}, { clock });
await register({ drivers: ["companion", "import", "password"] });

describe("ways of signing in, in a real Chromium", { skip }, () => {
  let page: Page;

  before(async () => {
    const profile = await newProfile(browser as Browser);
    page = await profile.newPage();
  });

  const open = async () => {
    const { body } = await call("POST", "/v2/link/init", {});
    await page.goto(body["url"] as string);
    const secret = (body["url"] as string).split("/").at(-1) ?? "";
    return async () => (await call("GET", `/v2/link/${secret}`)).body;
  };
  const press = (name: string) => page.getByRole("button", { name }).click();
  const heading = () => page.locator("h1").innerText();
  const logIn = async (email: string, password = "good-password") => {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await press("Sign in");
  };
  const looksGood = async (name: string) => assert.deepEqual(await inspect(page, name), [], name);
  const sessionOf = async (account: string) =>
    (await (await fetch(`${gateway.sandbox.url}/_sandbox/session?account=${account}`)).json()) as {
      cookie: string;
      xBc: string;
      userAgent: string;
    };

  it("an owner looks at each way, goes back, and pastes a session", async () => {
    const state = await open();
    await press("Agree and continue");
    assert.equal(await heading(), "How do you want to sign in?");
    await looksGood("choice");
    await press("With your own browser");
    assert.equal(await heading(), "Hand over from your own browser");
    await page.getByText("You do not have the companion yet?").click();
    await looksGood("companion");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "download it" }).click();
    assert.equal((await download).suggestedFilename(), "countersign-companion.zip");
    await press("Choose another way");
    await press("With e-mail and password");
    assert.equal(await heading(), "Sign in to OnlyFans");
    await press("Choose another way");
    await press("With a session you copied");
    await looksGood("import");
    const { cookie, xBc, userAgent } = await sessionOf("fan");
    await page.getByLabel("Cookies").fill(cookie);
    await page.getByLabel("x-bc").fill("short");
    await page.getByLabel("User agent").fill(userAgent);
    await press("Link this session");
    assert.match(await page.getByRole("alert").innerText(), /no x-bc/);
    assert.equal(await page.getByLabel("Cookies").inputValue(), "", "nothing is sent back");
    await looksGood("import-wrong");
    await page.getByLabel("Cookies").fill(cookie);
    await page.getByLabel("x-bc").fill(xBc);
    await page.getByLabel("User agent").fill(userAgent);
    await press("Link this session");
    assert.equal(await heading(), "Your account is linked");
    assert.equal(((await state())["data"] as { id: string }).id, gateway.sandbox.fan);
  });

  it("a captcha or a face brings the owner back to the ways in which a person can answer", async () => {
    for (const [address, word] of [
      ["a@captcha.sandbox.com", "captcha"],
      ["a@creator-face.sandbox.com", "see your face"],
    ] as const) {
      await open();
      await press("Agree and continue");
      await press("With e-mail and password");
      await logIn(address);
      assert.equal(await heading(), "How do you want to sign in?");
      assert.ok((await page.getByRole("alert").innerText()).includes(word));
      assert.equal(await page.getByRole("button", { name: "With e-mail and password" }).count(), 0);
    }
    await looksGood("choice-face");
  });

  it("wrong passwords and a locked account read alike, and lock the owner out in the end", async () => {
    const state = await open();
    await press("Agree and continue");
    await press("With e-mail and password");
    const said = new Set<string>();
    for (const [address, password] of [
      ["a@locked.sandbox.com", "good-password"],
      ["b@creator.sandbox.com", "wrong"],
      ["b@creator.sandbox.com", "wrong"],
      ["b@creator.sandbox.com", "wrong"],
    ] as const) {
      await logIn(address, password);
      said.add(await page.getByRole("alert").innerText());
    }
    assert.equal(said.size, 1);
    await logIn("b@creator.sandbox.com", "wrong");
    assert.equal(await heading(), "Too many tries");
    await looksGood("too-many");
    assert.deepEqual(await state(), {
      status: "invalid_credentials",
      error: "invalid_credentials",
    });
  });

  it("a code is asked for in the form that the account has", async () => {
    for (const [address, said] of [
      ["a@creator-otp.sandbox.com", /app/],
      ["a@creator-email.sandbox.com", /e-?mail/],
    ] as const) {
      await open();
      await press("Agree and continue");
      await press("With e-mail and password");
      await logIn(address);
      assert.equal(await heading(), "Enter your code");
      assert.match(await page.locator(".lead").innerText(), said);
      await looksGood(address.includes("otp") ? "code-app" : "code-email");
    }
  });

  it("an owner can leave at every step", async () => {
    const steps = [
      () => Promise.resolve(),
      () => press("Agree and continue"),
      () => press("With e-mail and password"),
      () => logIn("a@creator-otp.sandbox.com"),
    ];
    for (let count = 1; count <= steps.length; count++) {
      const state = await open();
      for (const step of steps.slice(0, count)) await step();
      await press("Cancel");
      assert.equal(await heading(), "You cancelled");
      assert.deepEqual(await state(), { status: "denied" });
    }
    for (const way of ["With your own browser"]) {
      await open();
      await press("Agree and continue");
      await press(way);
      await press("Cancel");
      assert.equal(await heading(), "You cancelled");
    }
  });

  it("an hour later the page says that it is too old, whatever is done on it", async () => {
    const state = await open();
    await press("Agree and continue");
    aheadMs = 3_600_001;
    await press("With e-mail and password");
    assert.equal(await heading(), "This page is too old");
    await looksGood("expired");
    assert.deepEqual(await state(), { status: "failed", error: "session_expired" });
  });
});
