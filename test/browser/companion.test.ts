import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import type { BrowserContext } from "playwright-core";
import { startLinkGateway } from "../link/owner.ts";
import { unzip } from "../link/unzip.ts";
import { inspect } from "./chromium.ts";
import { extensionIn, launchWithExtension } from "./full-chromium.ts";

const { gateway, register, call } = await startLinkGateway({ after });
await register({ drivers: ["companion", "import"] });
const folder = await mkdtemp(join(tmpdir(), "countersign-companion-"));
after(() => rm(folder, { recursive: true, force: true }));
await unpack();
const answer = await fetch(`${gateway.sandbox.url}/_sandbox/session?account=fan`);
const session = (await answer.json()) as { cookie: string; userAgent: string };
const browser = await launchWithExtension({ after }, folder, session.userAgent);
const skip = typeof browser === "string" ? browser : false;

it("an owner hands over the session of their own browser with one click", { skip }, async () => {
  const context = browser as BrowserContext;
  const { body } = await call("POST", "/v2/link/init", {});
  const page = await context.newPage();
  const openPopup = async () => {
    const popup = await context.newPage();
    await popup.addInitScript(`{
      // A machine cannot click the icon, which shows this page over the tab: it is a tab itself here.
      const list = chrome.tabs.query.bind(chrome.tabs);
      chrome.tabs.query = async () => (await list({})).filter(({ url }) => url?.startsWith("http")).slice(-1);
    }`);
    await popup.goto(`chrome-extension://${extensionIn(folder)}/popup.html`);
    await popup.locator("#say:not(:empty)").waitFor();
    return popup;
  };
  const button = { name: "Hand it over" };

  await page.goto(gateway.sandbox.url);
  const elsewhere = await openPopup();
  assert.match(await elsewhere.locator("#say").innerText(), /works for http:\/\/127.* alone/);
  assert.equal(await elsewhere.getByRole("button", button).count(), 0);
  await elsewhere.close();

  await page.goto(body["url"] as string);
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await page.getByRole("button", { name: "With your own browser" }).click();
  const popup = await openPopup();
  assert.equal(await popup.locator("#gateway").innerText(), gateway.url);
  assert.equal(await popup.locator("#upstream").innerText(), gateway.sandbox.url);
  assert.equal(await popup.locator("#app").innerText(), "Fan Studio");
  await popup.getByRole("button", button).click();
  await popup.getByText("You are not signed in").waitFor();

  const pairs = [...session.cookie.split("; "), "other=stays"].map((pair) => pair.split("="));
  await context.addCookies(
    pairs.map(([name = "", value = ""]) => ({ name, value, url: gateway.sandbox.url })),
  );
  assert.deepEqual(await inspect(popup, "companion-popup"), []);
  await popup.getByRole("button", button).click();
  await page.getByRole("heading", { name: "Your account is linked" }).waitFor();
  const { body: state } = await call(
    "GET",
    `/v2/link/${(body["url"] as string).split("/").at(-1) ?? ""}`,
  );
  assert.equal((state["data"] as { id: string }).id, gateway.sandbox.fan);
});

/** As an owner unpacks it; what its button asks for is granted beforehand, for no machine can answer the browser's question. */
async function unpack(): Promise<void> {
  const archive = await fetch(`${gateway.url}/link/companion.zip`);
  assert.equal(archive.headers.get("content-type"), "application/zip");
  for (const [name, content] of unzip(Buffer.from(await archive.arrayBuffer())))
    await writeFile(join(folder, name), name === "manifest.json" ? granted(content) : content);
}

function granted(manifest: Buffer): string {
  const { optional_host_permissions: hosts, ...rest } = JSON.parse(manifest.toString()) as Record<
    string,
    unknown
  >;
  return JSON.stringify({ ...rest, host_permissions: hosts });
}
