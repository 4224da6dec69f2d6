import { access, constants } from "node:fs/promises";
import type { EnvironmentName } from "../environments.ts";
import { unpackChromium, type Chromium } from "./unpack-chromium.ts";

/** Why owners cannot sign in by a browser here, by a name. */
export type Unavailable = "off" | "not_installed" | "root" | "no_sandbox";

/** Says it to an operator. */
export function unavailableText(reason: Unavailable): string {
  return TEXTS[reason];
}

const TEXTS: Readonly<Record<Unavailable, string>> = {
  off: "The live browser is switched off (`link.browser.enabled`).",
  not_installed:
    "There is no Chromium: install the package @sparticuz/chromium, or name one in `link.browser.executable`. Owners sign in by the other ways.",
  root: "The live browser is not used for live accounts while the gateway runs as root: Chromium shuts pages in only for other users. Run it as a user of its own.",
  no_sandbox:
    "The live browser is not used for live accounts: this system lets Chromium shut no pages in (user namespaces are off). Allow them, or name a Chromium with its setuid sandbox in `link.browser.executable`.",
};

/** Whether the package or the configured Chromium is there; found out without loading any. */
export async function findProblem(options: {
  readonly enabled: boolean;
  readonly executable?: string | undefined;
}): Promise<Unavailable | undefined> {
  const { enabled, executable } = options;
  if (!enabled) return "off";
  if (executable === undefined)
    return isInstalled("@sparticuz/chromium") ? undefined : "not_installed";
  return access(executable, constants.X_OK).then(
    () => undefined,
    () => "not_installed" as const,
  );
}

/** The reason that lies in who runs the gateway. */
export function userProblem(environment: EnvironmentName, uid: number | undefined) {
  return environment === "live" && uid === 0 ? ("root" as const) : undefined;
}

/** The configured Chromium, else the one of the packages. @throws Error as unpacking does. */
export async function findChromium(executable: string | undefined): Promise<Chromium> {
  return executable === undefined ? unpackChromium() : { executablePath: executable };
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
