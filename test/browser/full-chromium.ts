import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import type { Cleanup } from "../support/cleanup.ts";
import { PHONE } from "./chromium.ts";

/** Where systems keep a whole Chromium. Chrome itself takes no extension from the command line. */
const PLACES = ["/usr/lib/chromium/chromium", "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** A whole Chromium with an extension in it, or why there is none: the one of the packages has no extensions. */
export async function launchWithExtension(
  cleanup: Cleanup,
  folder: string,
  userAgent: string,
): Promise<BrowserContext | string> {
  const executablePath = [process.env["CHROMIUM_PATH"] ?? "", ...PLACES].find(existsSync);
  if (executablePath === undefined)
    return "no whole Chromium is installed here; CHROMIUM_PATH can name one";
  const { chromium } = await import("playwright-core");
  const profile = await mkdtemp(join(tmpdir(), "countersign-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    userAgent,
    viewport: PHONE,
    // Extensions run in the headless mode that is a whole browser.
    headless: false,
    args: [
      "--headless=new",
      "--no-sandbox",
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  cleanup.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });
  return context;
}

/** The ID that a browser gives the extension of a folder. */
export function extensionIn(folder: string): string {
  const digest = hash("sha256", folder, "hex").slice(0, 32);
  return digest.replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
