import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { OpenApi } from "../../gateway/api/reference/document.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway } from "../support/gateway.ts";
import { DESKTOP, inspect, launchChromium, newProfile } from "./chromium.ts";

const cleanup = untilFileEnds();
const browser = await launchChromium(cleanup);
const skip = typeof browser === "string" ? browser : false;

/** What axe has against the markup of Swagger UI itself; Chromium's keyboard reaches what scrolls. */
const THEIRS =
  /^\w+ \w+ (heading-order|landmark-unique|nested-interactive|region|scrollable-region-focusable):/;

describe("the reference at /docs", { skip }, () => {
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  let gateway: Awaited<ReturnType<typeof startTestGateway>>;
  let document: OpenApi;
  let page: Page;

  before(async () => {
    gateway = await startTestGateway(cleanup);
    document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as OpenApi;
    page = await (await newProfile(browser as Browser)).newPage();
    page.setDefaultTimeout(20_000);
    // What the policy refuses is an error in the console too.
    page.on("console", (said) => complaints.push(`${said.type()}: ${said.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== gateway.url)
        elsewhere.push(request.url());
    });
    await page.setViewportSize(DESKTOP);
    await page.goto(`${gateway.url}/docs`);
    await page.locator(".opblock").first().waitFor();
  });

  it("shows every operation and event", async () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    const shown = operations.length + Object.keys(document.webhooks).length;
    assert.ok(shown > 140);
    assert.equal(await page.locator(".opblock").count(), shown);
  });

  it("says of an endpoint which permission it takes, and where its path is inferred", async () => {
    const [path, operation] =
      Object.entries(document.paths)
        .flatMap(([at, methods]) => Object.values(methods).map((each) => [at, each] as const))
        .find(([, each]) => each["x-evidence"] === "inferred") ?? assert.fail();
    const block = page.locator(`[id$="-${operation.operationId}"]`);
    await block.locator(".opblock-summary-control").click();
    await block.getByText("is inferred and may be wrong").waitFor();
    assert.match(await block.innerText(), new RegExp(operation["x-permission"] ?? "nothing"), path);
  });

  it("tries a call under a key and a Connection ID that are said once", async () => {
    const { apiKey, creator } = gateway.sandbox;
    await page.getByRole("button", { name: "Authorize", exact: true }).click();
    const dialog = page.locator(".modal-ux");
    for (const [scheme, value] of [
      ["apikey", apiKey],
      ["connection", creator],
    ]) {
      const part = dialog.locator(".auth-container", { hasText: `${String(scheme)}  (apiKey)` });
      await part.locator("input").fill(String(value));
      await part.locator("button[type=submit]").click();
    }
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    const block = page.locator('[id$="-getSelf"]');
    await block.locator(".opblock-summary-control").click();
    await block.getByRole("button", { name: "Try it out" }).click();
    await block.getByRole("button", { name: "Execute" }).click();
    const answer = block.locator(".live-responses-table .response");
    await answer.waitFor();
    assert.match(await answer.innerText(), /^200/);
  });

  it("is readable wide and narrow, dark and light", async () => {
    const found = await inspect(page, "reference");
    assert.deepEqual(
      found.filter((each) => !THEIRS.test(each)),
      [],
    );
  });

  it("has nothing to complain of, and asks nobody but its gateway", () => {
    assert.deepEqual(complaints, []);
    assert.deepEqual(elsewhere, []);
  });
});
