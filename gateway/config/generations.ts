import { dirname } from "node:path";
import type { Clock } from "../clock.ts";
import type { DeclaredChange } from "../declared/change.ts";
import type { Log } from "../observe/log.ts";
import type { Generation } from "./generation.ts";
import type { LoadedConfig } from "./load.ts";
import { declare, prepare, type Prepared, type PrepareOptions } from "./prepare.ts";
import { ConfigError } from "./problem.ts";
import { findRestarts } from "./restart.ts";
import { watchFolder, type FolderWatch } from "./watch.ts";

/** What became of a candidate configuration. */
export interface Reload {
  readonly result: "applied" | "unchanged" | "refused";
  /** The generation that serves now. */
  readonly generation: number;
  readonly problems: readonly string[];
  /** What its declarations changed, or would; left out where that is nothing. */
  readonly declared?: readonly DeclaredChange[];
}

/** The running generation and its successors. */
export interface Generations {
  readonly current: () => Generation;
  /** All that still serve an exchange, the running one first. */
  readonly live: () => readonly Generation[];
  /** Why the newest candidate does not serve, if one was refused since the last that does. */
  readonly lastProblems: () => readonly string[];
  /** Takes the configuration as it is now; a dry run only says what would become of it. */
  readonly reload: (options: { readonly dryRun: boolean }) => Promise<Reload>;
  /** Goes back to the generation before; what it left is not taken again until its content changes. */
  readonly rollback: () => Promise<Reload>;
  /** Ends watching, and every generation once it is idle. */
  readonly close: (drainTimeoutMs: number) => Promise<void>;
}

/** How candidates are read and built. */
export interface GenerationsOptions extends PrepareOptions {
  readonly load: () => Promise<LoadedConfig>;
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
  const { clock, log, onLive, onReload } = options;
  const first = await options.load();
  let loaded = first;
  let { candidate: current } = await prepare(options, first, 1, false);
  let previous: LoadedConfig | undefined;
  let heldHash: string | undefined;
  let problems: readonly string[] = [];
  let count = 1;
  const retiring = new Map<Generation, Promise<void>>();
  const watches = new Map<string, FolderWatch>();
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  onLive(current);
  await follow(first.files);

  return {
    current: () => current,
    live: () => [current, ...retiring.keys()],
    lastProblems: () => problems,
    reload: ({ dryRun }) => inTurn(() => take(dryRun, false)),
    rollback: () => inTurn(goBack),
    close: async (drainTimeoutMs) => {
      isClosed = true;
      await turn.catch(() => undefined);
      await Promise.all([...watches.values()].map((watch) => watch.close()));
      await Promise.all([current.retire(drainTimeoutMs), ...retiring.values()]);
    },
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  async function take(dryRun: boolean, isAutomatic: boolean): Promise<Reload> {
    let prepared: Prepared;
    let next: LoadedConfig;
    try {
      next = await options.load();
      if (next.hash === loaded.hash) {
        // What is declared may not have been there before, such as an account linked since.
        const declared = isAutomatic ? {} : await declare(options, next, dryRun);
        problems = [];
        return { ...ended("unchanged"), ...declared };
      }
      if (isAutomatic && next.hash === heldHash) return ended("unchanged");
      prepared = await prepare(options, next, count + 1, dryRun);
    } catch (error) {
      // The mending of what is wrong may happen in a file that only the candidate is made of.
      if (error instanceof ConfigError) await follow([...loaded.files, ...error.files]);
      return refuse(error, dryRun);
    }
    if (dryRun) {
      const { candidate, declared } = prepared;
      await candidate.retire(0);
      return {
        result: "applied",
        generation: current.number,
        problems: restartsOf(next),
        ...declared,
      };
    }
    heldHash = undefined;
    return swap(prepared, next);
  }

  async function goBack(): Promise<Reload> {
    if (previous === undefined) {
      return {
        result: "refused",
        generation: current.number,
        problems: ["There is no earlier one."],
      };
    }
    const left = loaded;
    try {
      const prepared = await prepare(options, previous, count + 1, false);
      heldHash = left.hash;
      return await swap(prepared, previous);
    } catch (error) {
      return refuse(error, false);
    }
  }

  async function swap({ candidate, declared }: Prepared, next: LoadedConfig): Promise<Reload> {
    const old = current;
    const restarts = restartsOf(next);
    count = candidate.number;
    previous = loaded;
    loaded = next;
    problems = [];
    onLive(candidate);
    current = candidate;
    retiring.set(
      old,
      old.retire(next.config.server.drainTimeoutMs).finally(() => retiring.delete(old)),
    );
    await follow(next.files);
    log.info({ generation: count, hash: next.hash.slice(0, 12) }, "a new configuration serves");
    for (const place of restarts) log.warn({ place }, "this setting takes effect after a restart");
    return { ...ended("applied"), problems: restarts, ...declared };
  }

  function refuse(error: unknown, dryRun: boolean): Reload {
    const texts = (error instanceof Error ? error.message : String(error)).split("\n");
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

  /** Watches the folders of every file the configuration is made of. */
  async function follow(files: readonly string[]): Promise<void> {
    if (!options.watch || isClosed) return;
    const folders = new Set(files.map((file) => dirname(file)));
    for (const [folder, watch] of watches) {
      if (folders.has(folder)) continue;
      watches.delete(folder);
      await watch.close();
    }
    for (const folder of folders) {
      if (watches.has(folder)) continue;
      const onSettled = () => void inTurn(() => take(false, true));
      const { pollMs } = first.config.rules;
      watches.set(folder, await watchFolder(folder, onSettled, { clock, pollMs }));
    }
  }
}
