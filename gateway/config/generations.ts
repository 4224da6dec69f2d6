import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import { compareLoaded } from "./compare-loaded.ts";
import type { ConfigSource } from "./config-source.ts";
import { createFollowedFiles } from "./followed-files.ts";
import type { Generation } from "./generation.ts";
import type { LoadedConfig } from "./load.ts";
import { declare, prepare, type Prepared, type PrepareOptions } from "./prepare.ts";
import { filesOf } from "./problem.ts";
import type { Reload } from "./reload.ts";
import { findRestarts } from "./restart.ts";

/** The running generation and its successors. */
export interface Generations {
  readonly current: () => Generation;
  /** All that still serve an exchange, the running one first. */
  readonly live: () => readonly Generation[];
  /** Why the newest candidate does not serve, if one was refused since; and whether a rollback holds. */
  readonly notices: () => readonly string[];
  /** Takes the configuration as it is now; a dry run only says what would become of it. */
  readonly reload: (options: { readonly dryRun: boolean }) => Promise<Reload>;
  /**
   * Goes back to an earlier configuration, by generation number or hash; without a name to the one
   * before. It holds, also over a restart, until the file's content changes.
   */
  readonly rollback: (name?: string) => Promise<Reload>;
  /** Ends a rollback that holds: the file's configuration serves, if it can. */
  readonly lift: () => Promise<Reload>;
  /** Ends watching, and every generation once it is idle. */
  readonly close: (drainTimeoutMs: number) => Promise<void>;
}

/** How candidates are read and built. */
export interface GenerationsOptions extends PrepareOptions {
  readonly configs: ConfigSource;
  /** Told what goes live, before its first exchange. */
  readonly onLive: (generation: Generation) => void;
  readonly onReload: (result: Reload["result"]) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether changed files are taken by themselves. */
  readonly watch: boolean;
}

/**
 * Builds the first generation and replaces it whenever a better one can be had: a candidate is read,
 * checked, provisioned beside the running one and only then swapped in; a broken one changes nothing.
 * @throws what loading or building the first throws.
 */
export async function startGenerations(options: GenerationsOptions): Promise<Generations> {
  const { clock, log, configs, onLive, onReload } = options;
  const { history } = configs;
  const { loaded: first, passedOver } = await configs.first();
  let loaded = first;
  let { candidate: current } = await prepare(options, first, 1, false);
  let problems: readonly string[] = [];
  let count = 1;
  const retiring = new Map<Generation, Promise<void>>();
  let turn: Promise<unknown> = Promise.resolve();
  const onSettled = () => void inTurn(() => take({ isAutomatic: true }));
  const followed = createFollowedFiles(onSettled, { clock, pollMs: first.config.rules.pollMs });
  onLive(current);
  await record(first, 1, heldBy(first));
  await follow([...first.files, ...filesOf(passedOver)]);
  if (passedOver !== undefined) refuse(passedOver, false);

  return {
    current: () => current,
    live: () => [current, ...retiring.keys()],
    notices: () => [...problems, ...history.notices()],
    reload: ({ dryRun }) => inTurn(() => take({ dryRun })),
    lift: () => inTurn(() => take({ ofFile: true })),
    rollback: (name) => inTurn(() => goBack(name)),
    close: async (drainTimeoutMs) => {
      await turn.catch(() => undefined);
      await followed.close();
      await Promise.all([current.retire(drainTimeoutMs), ...retiring.values()]);
    },
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  async function take({ dryRun = false, ofFile = false, isAutomatic = false }): Promise<Reload> {
    let prepared: Prepared;
    let next: LoadedConfig;
    try {
      next = await configs.load({ ofFile });
      if (next.hash === loaded.hash) {
        // What is declared may not have been there before, such as an account linked since.
        const declared = isAutomatic ? {} : await declare(options, next, dryRun);
        problems = [];
        // The file may have come to say what was held against it.
        if (!next.isKept && !dryRun && history.overrides() !== undefined) await record(next, count);
        return { ...ended("unchanged"), problems: history.notices(), ...declared };
      }
      prepared = await prepare(options, next, count + 1, dryRun);
    } catch (error) {
      // The mending of what is wrong may happen in a file that only the candidate is made of.
      await follow([...loaded.files, ...filesOf(error)]);
      return refuse(error, dryRun, isAutomatic);
    }
    if (dryRun) {
      await prepared.candidate.retire(0);
      const { declared } = prepared;
      const generation = current.number;
      const differences = compareLoaded(loaded, next);
      const problems = restartsOf(next);
      return { result: "applied", generation, problems, differences, ...declared };
    }
    return swap(prepared, next, heldBy(next));
  }

  async function goBack(name: string | undefined): Promise<Reload> {
    const target = history.find(name);
    const isServing = target?.content === loaded.kept.content;
    const named = name === undefined ? "" : ` called ${name}`;
    if (isServing) return refuse("It serves already.", true);
    if (target === undefined) return refuse(`There is no earlier one${named}.`, true);
    try {
      const next = await configs.restore(target);
      const ofFile = history.overrides() ?? loaded.kept.content;
      const overrides = ofFile === target.content ? undefined : ofFile;
      return await swap(await prepare(options, next, count + 1, false), next, overrides);
    } catch (error) {
      return refuse(error, false);
    }
  }

  async function swap(
    { candidate, declared }: Prepared,
    next: LoadedConfig,
    overrides: string | undefined,
  ): Promise<Reload> {
    const old = current;
    const restarts = restartsOf(next);
    const differences = compareLoaded(loaded, next);
    count = candidate.number;
    loaded = next;
    problems = [];
    onLive(candidate);
    current = candidate;
    retiring.set(
      old,
      old.retire(next.config.server.drainTimeoutMs).finally(() => retiring.delete(old)),
    );
    const unkept = await record(next, count, overrides);
    await follow(next.files);
    log.info(
      { generation: count, hash: next.kept.content.slice(0, 12) },
      "a new configuration serves",
    );
    for (const place of restarts) log.warn({ place }, "this setting takes effect after a restart");
    const notes = overrides === undefined || unkept === undefined ? [] : [unkept];
    return { ...ended("applied"), problems: [...restarts, ...notes], differences, ...declared };
  }

  function heldBy({ isKept }: LoadedConfig): string | undefined {
    return isKept ? history.overrides() : undefined;
  }

  async function record({ kept }: LoadedConfig, generation: number, overrides?: string) {
    const unkept = await history.record(kept, generation, overrides);
    if (unkept !== undefined) log.info({ generation, unkept }, "a configuration is not kept");
    return unkept;
  }

  function refuse(error: unknown, dryRun: boolean, isAutomatic = false): Reload {
    const texts = (error instanceof Error ? error.message : String(error)).split("\n");
    // A log kept in a watched folder changes that folder: told again, it would never end.
    if (isAutomatic && texts.join("\n") === problems.join("\n"))
      return { result: "refused", generation: current.number, problems: texts };
    if (!dryRun) {
      problems = texts;
      log.error({ generation: count, problems: texts }, "the new configuration was refused");
    }
    return { ...ended("refused"), problems: texts };
  }

  function ended(result: Reload["result"]): Reload {
    onReload(result);
    return { result, generation: current.number, problems: [] };
  }

  function restartsOf(next: LoadedConfig): string[] {
    return findRestarts(first.config, next.config);
  }

  async function follow(files: readonly string[]): Promise<void> {
    if (options.watch) await followed.follow(files);
  }
}
