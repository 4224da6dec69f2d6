import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Cleanup } from "../support/cleanup.ts";

const ARTIFACTS = fileURLToPath(new URL("../.artifacts/", import.meta.url));
const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The widths that pages are looked at. */
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** The browser that comes with the packages, or why it cannot be started. */
export async function launchChromium(cleanup: Cleanup): Promise<Browser | string> {
  try {
    const { default: bundled } = await import("@sparticuz/chromium");
    const { chromium } = await import("playwright-core");
    const executablePath = await bundled.executablePath();
    const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
    cleanup.after(() => browser.close());
    return browser;
  } catch (error) {
    return `Chromium cannot be started here: ${(error as Error).message.split("\n", 1)[0] ?? ""}`;
  }
}

/** A fresh profile at phone width. */
export function newProfile(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: PHONE, colorScheme: "light" });
}

/**
 * Checks a page with axe-core and takes its picture to be looked at, at a desktop's width and a phone's,
 * dark and light. Gives back what axe has against it.
 */
export async function inspect(page: Page, name: string): Promise<string[]> {
  await mkdir(ARTIFACTS, { recursive: true });
  const found: string[] = [];
  await page.evaluate(axe);
  for (const [size, viewport] of [
    ["desktop", DESKTOP],
    ["phone", PHONE],
  ] as const)
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      // Beside all rules once, what differs in the other colours is contrast, and at the other width what fits.
      const isFirst = size === "desktop" && colorScheme === "dark";
      const options = isFirst ? {} : { runOnly: ["color-contrast", "target-size"] };
      const where = `${size} ${colorScheme}`;
      found.push(...(await violationsOf(page, options)).map((each) => `${where} ${each}`));
      if (await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth"))
        found.push(`${where} is wider than the screen`);
      const path = `${ARTIFACTS}link-${name}-${size}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  return found;
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Evaluated by the debugger: the page's own policy would allow no script but its own.
function violationsOf(page: Page, options: object): Promise<string[]> {
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" | ")))`,
  );
}
