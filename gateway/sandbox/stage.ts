import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import { createPattern, type Pattern } from "./media/pattern.ts";
import { createLinks, type Links } from "./media/signed-url.ts";
import { createRandom, type Random } from "./random.ts";
import { createFaults, type Faults } from "./script/faults.ts";
import { createLogbook, type Logbook } from "./script/logbook.ts";
import { createTraffic, type Traffic } from "./script/traffic.ts";
import { createCaptchas, type Captchas } from "./site/captchas.ts";
import { CODE, createAccounts, PASSWORD, type SandboxAccount } from "./sessions/accounts.ts";
import type { AccountName } from "./account-names.ts";
import { createSessions, type Sessions } from "./sessions/sessions.ts";
import { createBuilds, type Builds } from "./signing/builds.ts";
import type { Scheme } from "./signing/verify.ts";
import { createUploads, type Uploads } from "./uploads/uploads.ts";
import { createWorld } from "./world/create-world.ts";
import type { World } from "./world/world.ts";

/** What stays the same for as long as the sandbox runs. */
export interface Settings {
  readonly clock: Clock;
  readonly log: Log;
  readonly seed: string;
  readonly origin: string;
  readonly openSockets: () => number;
  readonly links: Links;
  readonly pattern: Pattern;
  /**
   * Builds survive a reset: clients keep the newest build they have seen, so going back to an
   * older one would lock them all out.
   */
  readonly builds: Builds;
}

/** What a script may change, and a reset brings back. */
export interface Scene {
  world: World;
  accounts: Readonly<{ [Name in AccountName]: SandboxAccount }>;
  sessions: Sessions;
  /** What signs in at every account. */
  credentials: { readonly password: string; readonly code: string };
  captchas: Captchas;
  uploads: Uploads;
  faults: Faults;
  traffic: Traffic;
  logbook: Logbook;
  /** For what the edge makes up: rays and short-lived cookies. */
  random: Random;
  scheme: Scheme;
  clockOffsetMs: number;
}

/** Everything the sandbox consists of while it runs. */
export type Stage = Settings & Scene;

/** A stage as a seed begins it. */
export function createStage(
  options: Pick<Settings, "clock" | "log" | "seed" | "origin" | "openSockets">,
): Stage {
  const { clock, seed, origin } = options;
  return {
    ...options,
    links: createLinks(seed, origin),
    pattern: createPattern(seed),
    builds: createBuilds(seed, clock.now()),
    ...createScene(seed),
  };
}

/** Brings everything but the builds back to how the seed begins. */
export function resetStage(stage: Stage): void {
  Object.assign(stage, createScene(stage.seed));
}

/** The upstream's own time, which a script may move. */
export function timeOf(stage: Stage): number {
  return stage.clock.now() + stage.clockOffsetMs;
}

function createScene(seed: string): Scene {
  const world = createWorld(seed);
  const accounts = createAccounts(seed, world);
  return {
    world,
    accounts,
    sessions: createSessions(seed, accounts),
    credentials: { password: PASSWORD, code: CODE },
    captchas: createCaptchas(createRandom(seed, "captchas")),
    uploads: createUploads(seed),
    faults: createFaults(),
    traffic: createTraffic(),
    logbook: createLogbook(),
    random: createRandom(seed, "edge"),
    scheme: "onlyfans",
    clockOffsetMs: 0,
  };
}
