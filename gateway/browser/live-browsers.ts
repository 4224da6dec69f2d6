import type { Clock, Timer } from "../clock.ts";
import type { Egress } from "../egress/egress.ts";
import type { EnvironmentName, Environments } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import {
  findChromium,
  findProblem,
  unavailableText,
  userProblem,
  type Unavailable,
} from "./find-chromium.ts";
import type { Input } from "./input.ts";
import { startLiveLogin, type LiveLogin, type TakenSession } from "./live-login.ts";
import { openProfiles, type Profiles } from "./profiles.ts";
import type { Viewer, ViewerMessage } from "./screen.ts";
import type { Chromium } from "./unpack-chromium.ts";
import { startWayOut, type WayOut } from "./way-out.ts";

/** What a login in a browser needs to know. */
export interface LoginTask {
  /** The Link session's. */
  readonly id: string;
  readonly environment: EnvironmentName;
  readonly origin: string;
  readonly egress: Egress;
  /** Whether the owner's visit still wants it. */
  readonly isWanted: () => Promise<boolean>;
  readonly onSignedIn: (session: TakenSession) => Promise<void>;
}

/** A viewer, and how it is told that there is no more. */
export interface Watcher extends Viewer {
  readonly leave: (message: ViewerMessage) => void;
}

/** What a viewer does with what it was let in to. */
export interface Watching {
  readonly take: (input: Input) => void;
  /** It has gone. */
  readonly leave: () => void;
}

/** The browsers that owners sign in with. */
export interface LiveBrowsers {
  /** Why there are none for an environment; `undefined` if there are. */
  readonly problem: (environment: EnvironmentName) => Unavailable | undefined;
  /** What an operator should know of it, for the environments that are on. */
  readonly notices: (environments: Environments) => readonly string[];
  /** Shows the login of a Link session, which begins with its first viewer. The last to come is the one who sees it. */
  readonly watch: (task: LoginTask, watcher: Watcher) => Watching;
  /** Ends the login of a Link session, if it has one. */
  readonly end: (id: string) => Promise<void>;
  readonly count: () => number;
  readonly close: () => Promise<void>;
}

/** How they are bounded, and where they may go. */
export interface BrowserSettings {
  readonly enabled: boolean;
  readonly executable?: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly maxBrowsers: number;
  readonly lifetimeMs: number;
  readonly idleTimeoutMs: number;
}

interface Running {
  readonly login: LiveLogin;
  watcher: Watcher | undefined;
  idle: Timer | undefined;
  check: Timer | undefined;
}

/** How soon a login ends whose visit was called off somewhere else. */
const CHECK_EVERY_MS = 2_000;

/** Opens the room for them; no browser, and nothing that drives one, is loaded before an owner asks. */
export async function openLiveBrowsers(options: {
  readonly settings: BrowserSettings;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly uid: number | undefined;
}): Promise<LiveBrowsers> {
  const { settings, dataDir, clock, log, uid } = options;
  const running = new Map<string, Running>();
  const profiles: Profiles = await openProfiles(dataDir);
  const missing = await findProblem(settings);
  let wayOut: Promise<WayOut> | undefined;
  let chromium: Promise<Chromium> | undefined;
  let hasNoSandbox = false;
  let isClosed = false;

  const problem = (environment: EnvironmentName): Unavailable | undefined => {
    if (missing !== undefined) return missing;
    if (environment === "sandbox") return undefined;
    return userProblem(environment, uid) ?? (hasNoSandbox ? "no_sandbox" : undefined);
  };

  function start(task: LoginTask): Running {
    wayOut ??= startWayOut(clock);
    chromium ??= findChromium(settings.executable);
    // One that could not be unpacked is tried again for the next owner.
    chromium.catch(() => (chromium = undefined));
    const login = startLiveLogin({
      ...task,
      allowedHosts: task.environment === "live" ? settings.allowedHosts : [],
      isSandboxed: task.environment === "live",
      chromium,
      wayOut,
      profiles,
      lifetimeMs: settings.lifetimeMs,
      clock,
      log,
    });
    const started: Running = { login, watcher: undefined, idle: undefined, check: undefined };
    running.set(task.id, started);
    look(task, started);
    void login.over.then((reason) => {
      hasNoSandbox ||= reason === "no_sandbox";
      running.delete(task.id);
      clock.clearTimeout(started.idle);
      clock.clearTimeout(started.check);
      const last = started.watcher;
      started.watcher = undefined;
      last?.leave({ t: "end", reason });
    });
    return started;
  }

  function look(task: LoginTask, started: Running): void {
    started.check = clock.setTimeout(() => {
      void task.isWanted().then((isWanted) => {
        if (!isWanted) started.login.end("ended");
        else if (running.get(task.id) === started) look(task, started);
      });
    }, CHECK_EVERY_MS);
  }

  function refuse(watcher: Watcher, reason: string): Watching {
    watcher.leave({ t: "end", reason });
    return { take: () => undefined, leave: () => undefined };
  }

  return {
    problem,
    notices: (environments) => {
      const names = Object.keys(environments) as EnvironmentName[];
      const reasons = new Set(names.map(problem).filter((reason) => reason !== undefined));
      reasons.delete("off");
      return [...reasons].map(unavailableText);
    },
    watch: (task, watcher) => {
      if (isClosed || problem(task.environment) !== undefined)
        return refuse(watcher, "unavailable");
      const known = running.get(task.id);
      if (known === undefined && running.size >= settings.maxBrowsers)
        return refuse(watcher, "busy");
      const current = known ?? start(task);
      current.watcher?.leave({ t: "end", reason: "moved" });
      current.watcher = watcher;
      clock.clearTimeout(current.idle);
      current.login.setViewer(watcher);
      const isWatching = () => current.watcher === watcher;
      return {
        take: (input) => {
          if (isWatching()) current.login.take(input);
        },
        leave: () => {
          if (!isWatching()) return;
          current.watcher = undefined;
          current.login.setViewer(undefined);
          const end = () => current.login.end("ended");
          current.idle = clock.setTimeout(end, settings.idleTimeoutMs);
        },
      };
    },
    end: async (id) => {
      const { login } = running.get(id) ?? {};
      login?.end("ended");
      await login?.over;
    },
    count: () => running.size,
    close: async () => {
      isClosed = true;
      for (const { login } of running.values()) login.end("ended");
      await Promise.all([...running.values()].map(({ login }) => login.over));
      await (await wayOut)?.close();
    },
  };
}
