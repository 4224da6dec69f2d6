import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import type { Cleanup } from "../support/cleanup.ts";
import type { Display } from "./display.ts";

/** Where systems keep a whole Chromium. Chrome itself takes no extension from the command line. */
const PLACES = ["/usr/lib/chromium/chromium", "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** The whole Chromium of this machine, or why there is none: the one of the packages has no extensions. */
export function findFullChromium(): { readonly executablePath: string } | string {
  const executablePath = [process.env["CHROMIUM_PATH"] ?? "", ...PLACES].find(existsSync);
  if (executablePath !== undefined) return { executablePath };
  return "no whole Chromium is installed here; CHROMIUM_PATH can name one";
}

/** A whole Chromium with an extension in it. */
export interface ExtendedChromium {
  readonly context: BrowserContext;
  /** Does what a click on the extension's icon does while a page is in front, and gives back the window that opens. */
  readonly clickIcon: (page: Page) => Promise<Page>;
}

/** Starts one, on a display if it is to be seen. */
export async function launchWithExtension(
  cleanup: Cleanup,
  options: {
    readonly executablePath: string;
    /** The extension's. */
    readonly folder: string;
    readonly userAgent: string;
    readonly display: Display | undefined;
  },
): Promise<ExtendedChromium> {
  const { executablePath, folder, userAgent, display } = options;
  const { chromium } = await import("playwright-core");
  const profile = await mkdtemp(join(tmpdir(), "countersign-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    userAgent,
    viewport: null,
    // Extensions run in the headless mode that is a whole browser.
    headless: false,
    ...(display !== undefined && { env: { ...process.env, DISPLAY: display.name } }),
    args: [
      ...(display === undefined ? ["--headless=new"] : []),
      "--no-sandbox",
      "--enable-unsafe-extension-debugging",
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  cleanup.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });
  return {
    context,
    clickIcon: async (page) => {
      await page.bringToFront();
      const opened = context.waitForEvent("page");
      await runAction(context, page.url(), extensionIn(folder));
      return opened;
    },
  };
}

/** Runs an extension's action as its icon does: it is lent the tab, which nothing else may do. */
async function runAction(context: BrowserContext, url: string, id: string): Promise<void> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  // Newer than Playwright's types, as is the kind of target.
  const send = devtools?.send.bind(devtools) as
    ((method: string, params: object) => Promise<unknown>) | undefined;
  const { targetInfos } = (await send?.("Target.getTargets", { filter: [{ type: "tab" }] })) as {
    readonly targetInfos: readonly { readonly targetId: string; readonly url: string }[];
  };
  const targetId = targetInfos.find((target) => target.url === url)?.targetId;
  await send?.("Extensions.triggerAction", { id, targetId });
}

/** The ID that a browser gives the extension of a folder. */
function extensionIn(folder: string): string {
  const digest = hash("sha256", folder, "hex").slice(0, 32);
  return digest.replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
