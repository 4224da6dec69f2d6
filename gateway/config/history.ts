import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { KeptConfig } from "./kept.ts";
import { ConfigError } from "./problem.ts";

/** How many configurations can be gone back to. */
const MAX_KEPT = 10;
const FILE = "generations.json";

/** A configuration that served, and when it began to. */
export interface Served extends KeptConfig {
  readonly servedAt: number;
  /** Its number, if it served in this process. */
  readonly generation?: number;
}

/** The configurations that served here, over restarts, and whether one is held against the file. */
export interface History {
  /** The latest first: that is the one that serves. */
  readonly served: () => readonly Served[];
  /** The content of the file that a rollback overrides, while one holds. */
  readonly overrides: () => string | undefined;
  /** The one held in place of a file with this content, if one is. */
  readonly heldOver: (content: string) => KeptConfig | undefined;
  /** The one that is held, while a rollback holds. */
  readonly held: () => KeptConfig | undefined;
  /** What an operator must know while a rollback holds. */
  readonly notices: () => readonly string[];
  /** The one with this generation number, or whose hash begins so; without a name, the one before. */
  readonly find: (name: string | undefined) => Served | undefined;
  /** Puts on record what serves now. Returns why it cannot be kept over a restart, if it cannot. */
  readonly record: (
    kept: KeptConfig,
    generation: number,
    overrides: string | undefined,
  ) => Promise<string | undefined>;
}

interface Written {
  readonly overrides?: string;
  readonly served: readonly Served[];
}

/**
 * Opens the history in a data folder; without one it lasts as long as the process.
 * @throws ConfigError if there is one that cannot be read: a rollback may be in it.
 */
export async function openHistory(dataDir: string | undefined, clock: Clock): Promise<History> {
  const file = dataDir === undefined ? undefined : join(dataDir, FILE);
  const found = file === undefined ? undefined : await read(file);
  let served: readonly Served[] = found?.served ?? [];
  let overrides = found?.overrides;

  return {
    served: () => served,
    overrides: () => overrides,
    heldOver: (content) => (content === overrides ? served[0] : undefined),
    held: () => (overrides === undefined ? undefined : served[0]),
    notices: () => {
      const [held] = served;
      if (held === undefined || overrides === undefined) return [];
      const since = new Date(held.servedAt).toISOString();
      const file = overrides.slice(0, 12);
      return [
        `A rollback holds since ${since}: the configuration ${held.content.slice(0, 12)} serves, not what the file says (${file}). ` +
          "It ends when the file's content changes, or with `countersign rollback --lift`.",
      ];
    },
    find: (name) => {
      if (name === undefined) return served[1];
      const byNumber = served.find(({ generation }) => String(generation) === name);
      return byNumber ?? served.find(({ content }) => name.length >= 6 && content.startsWith(name));
    },
    record: async (kept, generation, held) => {
      const others = served.filter(({ content }) => content !== kept.content);
      served = [{ ...kept, generation, servedAt: clock.now() }, ...others].slice(0, MAX_KEPT);
      overrides = held;
      if (file === undefined) return undefined;
      try {
        await write(file, served, held);
      } catch (error) {
        return `It ends with a restart: ${error instanceof Error ? error.message : String(error)}.`;
      }
      const [plain] = kept.plainSecrets;
      if (plain === undefined) return undefined;
      return `It ends with a restart: ${plain} is a secret written out, and is not copied. Write it as \${env:NAME} or \${file:path}.`;
    },
  };
}

/** Ends the rollback that holds in the data folder of a stopped gateway. Returns whether one did. @throws ConfigError if it cannot be read. */
export async function liftRollback(dataDir: string): Promise<boolean> {
  const file = join(dataDir, FILE);
  const found = await read(file);
  if (found?.overrides === undefined) return false;
  await write(file, found.served, undefined);
  return true;
}

/** Whole or not at all, for the owner alone; what has secrets written out in it is left out. */
async function write(
  file: string,
  served: readonly Served[],
  overrides: string | undefined,
): Promise<void> {
  const isHeld = overrides !== undefined && served[0]?.plainSecrets.length === 0;
  const written: Written = {
    ...(isHeld && { overrides }),
    // Numbers begin anew with each process.
    served: served
      .filter(({ plainSecrets }) => plainSecrets.length === 0)
      .map(({ content, document, plugins, plainSecrets, servedAt }) => {
        return { content, document, plugins, plainSecrets, servedAt };
      }),
  };
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(written), { mode: 0o600, flush: true });
  await rename(unfinished, file);
}

async function read(file: string): Promise<Written | undefined> {
  let problem;
  try {
    const written = JSON.parse(await readFile(file, "utf8")) as Partial<Written> | null;
    if (Array.isArray(written?.served)) return written as Written;
    problem = "It is no list of configurations.";
  } catch (error) {
    // A data folder that is none is said to be so by whoever opens it.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? ""))
      return undefined;
    problem = `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
  const remedy =
    "It is the gateway's own record of configurations, and a rollback may be in it. Make it readable, or remove it to start with what the configuration file says.";
  throw new ConfigError([{ file, place: "", problem, remedy }], [file]);
}
