import type { Clock } from "../clock.ts";
import type { Egress } from "../egress/egress.ts";
import type { Log } from "../observe/log.ts";
import { createAllowedHosts } from "./allowed-hosts.ts";
import type { Input } from "./input.ts";
import { launchBrowser, type LaunchedBrowser } from "./launch.ts";
import { openPages } from "./pages.ts";
import type { Profiles } from "./profiles.ts";
import { createScreen, type Screen, type Viewer } from "./screen.ts";
import { watchSignIn, type BrowserSession } from "./take-over.ts";
import type { Chromium } from "./unpack-chromium.ts";
import type { WayOut } from "./way-out.ts";

/** A session as the browser that opened it had it. */
export interface TakenSession extends BrowserSession {
  readonly userAgent: string;
  readonly egressId: string;
}

/** Why a login in a browser is over, in a word that its page understands. */
export type LoginEnd = "done" | "ended" | "failed" | "too_long" | "no_sandbox";

/** One login in a browser of its own. */
export interface LiveLogin {
  /** Lets someone look and act from now on. */
  readonly setViewer: (viewer: Viewer | undefined) => void;
  readonly take: (input: Input) => void;
  readonly end: (reason: LoginEnd) => void;
  /** Resolves once nothing of it is left: no process, no profile, no connection. */
  readonly over: Promise<LoginEnd>;
}

/** What a login is started with. */
export interface LiveLoginOptions {
  readonly id: string;
  readonly origin: string;
  readonly allowedHosts: readonly string[];
  readonly egress: Egress;
  readonly isSandboxed: boolean;
  readonly chromium: Promise<Chromium>;
  readonly wayOut: Promise<WayOut>;
  readonly profiles: Profiles;
  readonly lifetimeMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of the session, once the browser that opened it has ended. */
  readonly onSignedIn: (session: TakenSession) => Promise<void>;
}

/** Starts a login: a fresh browser at the upstream's own front page. */
export function startLiveLogin(options: LiveLoginOptions): LiveLogin {
  const { id, origin, egress, clock, log, profiles } = options;
  const ending = Promise.withResolvers<LoginEnd>();
  let taken: TakenSession | undefined;
  let viewer: Viewer | undefined;
  let screen: Screen | undefined;
  /** The viewer's size, which it tells before there is a screen. */
  let size: Input | undefined;

  const timer = clock.setTimeout(() => ending.resolve("too_long"), options.lifetimeMs);

  async function open(browser: LaunchedBrowser, pass: Parameters<typeof openPages>[1]) {
    const pages = await openPages(browser.devtools, pass, (page) =>
      watchSignIn(page, origin, (session) => {
        taken ??= { ...session, userAgent: browser.userAgent, egressId: egress.id };
        ending.resolve("done");
      }),
    );
    screen = createScreen(pages);
    if (size !== undefined) void screen.take(size);
    screen.setViewer(viewer);
    viewer?.say({ t: "state", state: "ready" });
    await pages.front()?.send("Page.navigate", { url: `${origin}/` });
  }

  async function run(): Promise<LoginEnd> {
    const wayOut = await options.wayOut;
    const pass = wayOut.open(createAllowedHosts(origin, options.allowedHosts), egress);
    const profile = await profiles.make();
    let browser: LaunchedBrowser | undefined;
    try {
      const chromium = await options.chromium;
      browser = await launchBrowser({ ...options, chromium, profile, proxyUrl: wayOut.url });
      void browser.ended.then(() => ending.resolve("failed"));
      open(browser, pass).catch((error: unknown) => {
        log.warn({ error, linkId: id }, "a login's browser did not open the upstream's page");
        ending.resolve("failed");
      });
      return await ending.promise;
    } catch (error) {
      const isShutIn = !(error instanceof Error && error.name === "NoSandboxError");
      log.warn({ error, linkId: id }, "a login's browser did not start");
      return isShutIn ? "failed" : "no_sandbox";
    } finally {
      clock.clearTimeout(timer);
      if (taken !== undefined) viewer?.say({ t: "state", state: "taking-over" });
      screen?.setViewer(undefined);
      await browser?.close();
      pass.close();
      await profiles.remove(profile);
      if (pass.refused.size > 0)
        log.info({ linkId: id, hosts: [...pass.refused] }, "a login's browser was refused hosts");
    }
  }

  async function live(): Promise<LoginEnd> {
    try {
      const end = await run();
      if (taken !== undefined && end === "done") await options.onSignedIn(taken);
      return end;
    } catch (error) {
      log.warn({ error, linkId: id }, "a login in a browser failed");
      return "failed";
    }
  }

  return {
    setViewer: (next) => {
      viewer = next;
      screen?.setViewer(next);
      next?.say({ t: "state", state: screen === undefined ? "starting" : "ready" });
    },
    take: (input) => {
      if (input.t === "size") size = input;
      void screen?.take(input);
    },
    end: ending.resolve,
    over: live(),
  };
}
