import type { Clock } from "../clock.ts";
import type { EnvironmentName, Environments } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import { startFeeds, type Feeds } from "./feeds.ts";
import type { Feed } from "./fetch-feed.ts";
import { startFolder, type RulesFolder } from "./folder.ts";
import { keepBuilds, loadKeptBuilds } from "./kept-builds.ts";
import { createRegistry, type Pins, type Registry } from "./registry.ts";
import type { Rejection, Rules } from "./rules.ts";

/** What the rules are made from. */
export interface RulesOptions {
  /** The folder with `schemes/` and one folder per environment. */
  readonly dir: string;
  readonly environments: Environments;
  readonly feeds?: Readonly<Partial<Record<EnvironmentName, readonly Feed[]>>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly loadPins: () => Promise<Pins>;
  readonly savePin: (environment: EnvironmentName, revision: string | undefined) => Promise<void>;
  /** Where accepted builds are kept over a restart, also those that came from a feed. */
  readonly keepDir?: string;
  /** Told of each document that was not accepted. */
  readonly rejected?: (rejection: Rejection) => void;
  /** How many builds per environment; 8 unless told. */
  readonly keepBuilds?: number;
  readonly pollMs?: number;
  /** How long a refused attempt waits for newer rules. */
  readonly refreshWaitMs?: number;
  /** How long a refused revision causes no second refresh. */
  readonly holdOffMs?: number;
}

/** The rules with the two ways to make them look around at once. */
export interface RunningRules extends Rules {
  /** Asks the environment's feeds and looks at its files. */
  readonly refresh: (environment: EnvironmentName) => Promise<void>;
  /** Looks at all files, as on SIGHUP. */
  readonly rescan: () => Promise<void>;
  /** What an operator should know of the rules folder. */
  readonly notices: RulesFolder["notices"];
  /** How the feeds of an environment fare. */
  readonly feeds: Feeds["standings"];
}

/**
 * Starts the rules: kept builds, then the folder, then feeds in the background. With nothing usable
 * anywhere it starts all the same, and `current` yields nothing.
 */
export async function startRules(options: RulesOptions): Promise<RunningRules> {
  const { clock, keepDir, log } = options;
  const environments = Object.keys(options.environments) as EnvironmentName[];
  const refreshed = (environment: EnvironmentName): Promise<unknown> =>
    Promise.all([feeds.refresh(environment), folder.scan()]);
  let keeping: Promise<unknown> = Promise.resolve();
  let isStarted = false;
  const keep = (environment: EnvironmentName): void => {
    // Before all kept builds are back, keeping would remove those that are still to come.
    if (keepDir === undefined || !isStarted) return;
    keeping = keeping
      .then(() => keepBuilds(keepDir, environment, registry.builds(environment)))
      .catch((err: unknown) => {
        log.warn({ environment, err }, "signing rules could not be kept for a restart");
      });
  };
  const registry = createRegistry({
    environments: options.environments,
    clock,
    log,
    pins: await options.loadPins(),
    savePin: options.savePin,
    refresh: (environment) => void refreshed(environment),
    accepted: keep,
    rejected: options.rejected ?? (() => undefined),
    keepBuilds: options.keepBuilds ?? 8,
    holdOffMs: options.holdOffMs ?? 10_000,
    refreshWaitMs: options.refreshWaitMs ?? 2_000,
  });
  const folder = await startFolder(options.dir, environments, readerOf(registry, environments), {
    clock,
    pollMs: options.pollMs ?? 30_000,
  });
  if (keepDir !== undefined)
    for (const environment of environments)
      for (const { source, text } of await loadKeptBuilds(keepDir, environment))
        await registry.offer(environment, source, text);
  isStarted = true;
  for (const notice of folder.notices()) log.error({ dir: options.dir }, notice);
  environments.forEach(keep);
  const feeds = startFeeds(
    options.feeds ?? {},
    { rules: registry.offer, failed: registry.reject },
    clock,
  );
  for (const environment of environments) warnIfPinIsMissing(registry, environment, log);

  return {
    ...registry,
    refresh: async (environment) => {
      await refreshed(environment);
    },
    rescan: folder.scan,
    notices: folder.notices,
    feeds: feeds.standings,
    close: async () => {
      await Promise.all([folder.close(), feeds.close()]);
      await registry.close();
      await keeping;
    },
  };
}

/** An unreadable scheme concerns every environment. */
function readerOf(
  registry: Registry,
  environments: readonly EnvironmentName[],
): Parameters<typeof startFolder>[2] {
  return {
    scheme: registry.offerScheme,
    rules: registry.offer,
    unreadable: (folder, source, problem) => {
      for (const environment of environments)
        if (folder === "schemes" || folder === environment)
          registry.reject(environment, source, problem);
    },
  };
}

function warnIfPinIsMissing(registry: Rules, environment: EnvironmentName, log: Log): void {
  const revision = registry.pinned(environment);
  if (revision !== undefined && registry.get(environment, revision) === undefined)
    log.error(
      { environment, revision },
      "the pinned signing rules are not here: nothing is signed until they come or the pin is released",
    );
}
