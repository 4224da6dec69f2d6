import type { Clock } from "../clock.ts";
import { openHistory, type History } from "./history.ts";
import type { KeptConfig } from "./kept.ts";
import type { LoadedConfig } from "./load.ts";
import { ConfigError } from "./problem.ts";

/** Where the configuration to serve comes from: the file, or what a rollback holds in its place. */
export interface ConfigSource {
  readonly history: History;
  /** As `first`, of what was read when this was opened. */
  readonly opened: Awaited<ReturnType<ConfigSource["first"]>>;
  /** The one to serve now; with `ofFile` the file's, whatever is held in its place. @throws ConfigError */
  readonly load: (options?: { readonly ofFile: boolean }) => Promise<LoadedConfig>;
  /**
   * The one to start with: while a rollback holds, a file that has come to be broken is passed over,
   * as a running gateway does. @throws ConfigError
   */
  readonly first: () => Promise<{ readonly loaded: LoadedConfig; readonly passedOver?: unknown }>;
  /** An earlier one. @throws ConfigError */
  readonly restore: (kept: KeptConfig) => Promise<LoadedConfig>;
}

/** Opens the history in the data folder of the configuration. @throws ConfigError */
export async function openConfigSource(options: {
  /** Reads the configuration as it is written now. */
  readonly written: () => Promise<LoadedConfig>;
  readonly restore: (kept: KeptConfig) => Promise<LoadedConfig>;
  /** Where the data folder is if the file does not say; without it there is no file. */
  readonly dataDirWithoutFile?: () => Promise<string>;
  readonly clock: Clock;
}): Promise<ConfigSource> {
  const { written, dataDirWithoutFile, clock } = options;
  const read = () => written().catch((error: unknown) => ({ error }));
  const found = await read();
  const dataDir = "error" in found ? await dataDirWithoutFile?.() : found.config.dataDir;
  const history = await openHistory(dataDirWithoutFile && dataDir, clock);

  const restoreHeld = (held: KeptConfig) =>
    options.restore(held).catch((error: unknown) => {
      throw error instanceof ConfigError ? withWayOut(error) : error;
    });
  const orHeld = (file: LoadedConfig) => {
    const held = history.heldOver(file.kept.content);
    return held === undefined ? file : restoreHeld(held);
  };
  const servedOf = async (file: Awaited<ReturnType<typeof read>>) => {
    if (!("error" in file)) return { loaded: await orHeld(file) };
    const held = history.held();
    if (held === undefined) throw file.error;
    return { loaded: await restoreHeld(held), passedOver: file.error };
  };
  return {
    history,
    opened: await servedOf(found),
    load: async ({ ofFile } = { ofFile: false }) => {
      const file = await written();
      return ofFile ? file : orHeld(file);
    },
    first: async () => servedOf(await read()),
    restore: options.restore,
  };
}

/** What is kept cannot be edited: the way out is to end the rollback. */
function withWayOut({ problems, files }: ConfigError): ConfigError {
  const remedy =
    "Mend what it refers to, or run `countersign rollback --lift` to serve what the file says.";
  const problem = "A rollback holds, and what it went back to cannot be used.";
  const file = problems[0]?.file ?? "";
  return new ConfigError([...problems, { file, place: "", problem, remedy }], files);
}
