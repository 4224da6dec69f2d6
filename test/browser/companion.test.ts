import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { until } from "../end-to-end/until.ts";
import { startLinkGateway } from "../link/owner.ts";
import { unzip } from "../link/unzip.ts";
import { inspect } from "./chromium.ts";
import { startDisplay, type Display } from "./display.ts";
import { findFullChromium, launchWithExtension } from "./full-chromium.ts";

const { gateway, register, call } = await startLinkGateway({ after });
await register({ drivers: ["companion", "import"] });
const chromium = findFullChromium();
const display = await startDisplay({ after });
const skip = typeof chromium === "string" ? chromium : false;
const skipSeen = typeof display === "string" ? display : skip;

test(
  "an owner hands over the session of their own browser, which is allowed to beforehand",
  { skip },
  (t) => handOver(t, undefined),
);

test(
  "an owner refuses what the browser asks, then allows it, and the session is handed over",
  { skip: skipSeen },
  (t) => handOver(t, display as Display),
);

async function handOver(t: TestContext, display: Display | undefined): Promise<void> {
  const cleanup = { after: (done: () => unknown) => t.after(done) };
  const shown = await fetch(`${gateway.sandbox.url}/_sandbox/session?account=fan`);
  const session = (await shown.json()) as { cookie: string; userAgent: string };
  const { context, clickIcon } = await launchWithExtension(cleanup, {
    ...(chromium as { executablePath: string }),
    folder: await unpack(t, display !== undefined),
    userAgent: session.userAgent,
    display,
  });
  const [page = await context.newPage()] = context.pages();
  const { body } = await call("POST", "/v2/link/init", {});

  await page.goto(gateway.sandbox.url);
  const elsewhere = await clickIcon(page);
  await elsewhere.getByText(/works for http:\/\/127.* alone/).waitFor();
  assert.equal(await elsewhere.getByRole("button").count(), 0);
  await elsewhere.close();

  await page.goto(body["url"] as string);
  await page.getByRole("button", { name: "Agree and continue" }).click();
  await page.getByRole("button", { name: "With your own browser" }).click();
  const companion = await clickIcon(page);
  const button = companion.getByRole("button", { name: "Hand it over" });
  await button.waitFor();
  assert.equal(await companion.locator("#gateway").innerText(), gateway.url);
  assert.equal(await companion.locator("#upstream").innerText(), gateway.sandbox.url);
  assert.equal(await companion.locator("#app").innerText(), "Fan Studio");
  await button.click();
  if (display !== undefined) {
    await answer(display, "Deny");
    await companion.getByText("Without leave").waitFor();
    await button.click();
    await answer(display, "Allow");
  }
  await companion.getByText("You are not signed in").waitFor();

  const pairs = [...session.cookie.split("; "), "other=stays"].map((pair) => pair.split("="));
  await context.addCookies(
    pairs.map(([name = "", value = ""]) => ({ name, value, url: gateway.sandbox.url })),
  );
  if (display === undefined) assert.deepEqual(await inspect(companion, "companion-window"), []);
  await button.click();
  // The browser does not ask again what was allowed once, though it was given back.
  await page.getByRole("heading", { name: "Your account is linked" }).waitFor();
  assert.ok(companion.isClosed());
  const secret = (body["url"] as string).split("/").at(-1) ?? "";
  const { body: state } = await call("GET", `/v2/link/${secret}`);
  assert.equal((state["data"] as { id: string }).id, gateway.sandbox.fan);
}

/** Answers the browser's own question, which no page can see: it shades its window, and lets nobody allow at once. */
async function answer(display: Display, word: "Allow" | "Deny"): Promise<void> {
  // White under a shade of 60 %.
  const isAsked = async () => (await display.count(102, 102, 102)) > 20_000;
  await until("the browser asks", isAsked);
  await until("it may be answered", async () => (await display.count(211, 227, 253)) > 1_000);
  display.press(...(word === "Allow" ? ["Tab", "Return"] : ["Return"]));
  await until("the browser takes the answer", async () => !(await isAsked()));
}

/** As an owner unpacks it; what its button asks for is granted beforehand where no one can answer the browser's question. */
async function unpack(t: TestContext, isAsked: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-companion-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const archive = await fetch(`${gateway.url}/link/companion.zip`);
  assert.equal(archive.headers.get("content-type"), "application/zip");
  for (const [name, content] of unzip(Buffer.from(await archive.arrayBuffer())))
    await writeFile(
      join(folder, name),
      name === "manifest.json" && !isAsked ? granted(content) : content,
    );
  return folder;
}

function granted(manifest: Buffer): string {
  const { optional_host_permissions: hosts, ...rest } = JSON.parse(manifest.toString()) as Record<
    string,
    unknown
  >;
  return JSON.stringify({ ...rest, host_permissions: hosts });
}
