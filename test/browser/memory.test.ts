import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { systemClock } from "../../gateway/clock.ts";
import { startSandbox } from "../../gateway/sandbox/sandbox.ts";
import { until } from "../end-to-end/until.ts";
import { createBrowser, createCaller, headingOf } from "../link/owner.ts";
import { silentLog } from "../support/silent-log.ts";
import { launchChromium, newProfile } from "./chromium.ts";
import { centreOfDot, hasButton, hasDot, seeForm } from "./dot.ts";
import { startGatewayProcess } from "./gateway-process.ts";
import { processesWith, searchFiles, searchMemory } from "./memory.ts";

const skip = process.platform === "linux" ? false : "memory is read through Linux's /proc";
const WITHIN_MS = 5_000;

const planted = `planted-${randomBytes(12).toString("hex")}`;
// Characters that every escape writes in another way.
const password = `W7"&+/${randomBytes(12).toString("hex")}`;
const code = randomBytes(5).toString("hex");

const sandbox = await startSandbox({ clock: systemClock, log: silentLog });
after(sandbox.close);
await fetch(`${sandbox.url}/_sandbox/credentials`, {
  method: "POST",
  body: JSON.stringify({ password, code }),
});
const gateway = await startGatewayProcess({ after }, { planted, sandboxUrl: sandbox.url });
const call = createCaller(gateway, gateway.apiKey);

describe("the memory of the gateway", { skip }, () => {
  it("is searched by what finds a planted buffer", async () => {
    const found = await searchMemory(gateway.pid, [planted]);
    assert.ok(found.some(({ form }) => form === "raw"));
  });

  it("HL22: has neither password nor code five seconds after a login by password", async () => {
    await register(["password"]);
    const { body } = await call("POST", "/v2/link/init", {});
    const owner = createBrowser(gateway.url);
    await owner.open(body["url"] as string);
    await owner.submit("consent");
    await owner.submit("login", { email: "me@creator-otp.sandbox.com", password });
    const page = await owner.submit("code", { code });
    assert.equal(headingOf(page), "Your account is linked");
    await assertForgotten();
  });

  it("HL22: has neither of them five seconds after a login in a browser", async (t) => {
    const browser = await launchChromium({ after: (done) => t.after(done) });
    if (typeof browser === "string") return t.skip(browser);
    await register(["browser"]);
    await logInByBrowser(browser);
    // Of the browser on the server nothing runs any more whose memory could have them.
    assert.deepEqual(await processesWith(`${gateway.dataDir}/browsers/`), []);
    await assertForgotten();
  });
});

describe("the data folder and the log", () => {
  it("is searched by what finds a planted file", async () => {
    const path = join(gateway.dataDir, "planted");
    await writeFile(path, `sess=${Buffer.from(planted).toString("base64")}`);
    assert.equal((await searchFiles(gateway.dataDir, [planted])).length, 1);
    await rm(path);
  });

  for (const driver of ["import", "companion"])
    it(`HL22: after a session came by ${driver} it is there only encrypted`, async () => {
      const answer = await fetch(`${sandbox.url}/_sandbox/session?account=fan`);
      const session = (await answer.json()) as Record<"cookie" | "xBc" | "userAgent", string>;
      await register([driver]);
      const { body } = await call("POST", "/v2/link/init", {});
      const owner = createBrowser(gateway.url);
      await owner.open(body["url"] as string);
      const { text } = await owner.submit("consent");
      const ticket = /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? "";
      const page = await owner.submit(driver, { ...session, ticket, gateway: gateway.url });
      assert.equal(headingOf(page), "Your account is linked");
      const [, sess = ""] = /sess=([^;]+)/.exec(session.cookie) ?? [];
      assert.ok(sess.length > 8);
      await assertNotWritten([sess, session.xBc, ...(ticket === "" ? [] : [ticket])]);
    });

  it("HL22: neither password nor code was ever written", () => assertNotWritten([password, code]));
});

async function assertNotWritten(secrets: readonly string[]): Promise<void> {
  assert.deepEqual(await searchFiles(gateway.dataDir, secrets), []);
  for (const secret of secrets) assert.ok(!gateway.said().includes(secret));
}

async function logInByBrowser(browser: Browser): Promise<void> {
  const { body } = await call("POST", "/v2/link/init", {});
  const page = await (await newProfile(browser)).newPage();
  await page.goto(body["url"] as string);
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await seeForm(page);
  await page.locator("[data-part=keys]").focus();
  await page.keyboard.type("me@captcha-otp.sandbox.com");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(password);
  await page.keyboard.press("Enter");
  await until("the captcha is shown", () => page.evaluate<boolean>(hasDot));
  // The browser that it was typed into has it, as long as it runs: a search of its processes would find it.
  const running = await processesWith(`${gateway.dataDir}/browsers/`);
  assert.ok(running.length > 0);
  const held = await Promise.all(running.map((pid) => searchMemory(pid, [password])));
  assert.ok(held.flat().length > 0);
  const { x, y } = await page.evaluate<{ x: number; y: number }>(centreOfDot);
  await page.mouse.click(x, y);
  await until("a code is asked for", () => page.evaluate<boolean>(hasButton));
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your account is linked" }).waitFor();
}

/** Looks until nothing is there any more, for as long as something may be. */
async function assertForgotten(): Promise<void> {
  const endMs = performance.now() + WITHIN_MS;
  let found = await searchMemory(gateway.pid, [password, code]);
  while (found.length > 0 && performance.now() < endMs)
    found = await searchMemory(gateway.pid, [password, code]);
  assert.deepEqual(found, []);
}

async function register(drivers: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${gateway.adminToken}` };
  const apps = await fetch(`${gateway.adminUrl}/admin/apps?environment=sandbox`, { headers });
  const { list } = (await apps.json()) as { readonly list: readonly { readonly id: string }[] };
  const answer = await fetch(`${gateway.adminUrl}/admin/apps/${list[0]?.id ?? ""}/link`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ drivers }),
  });
  assert.equal(answer.status, 200);
}
