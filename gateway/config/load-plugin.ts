import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyPlugin } from "../chain/plugin.ts";
import { bundle, resolvePackage } from "./bundle.ts";
import type { FoundPlugin } from "./plugin-settings.ts";
import { ConfigError } from "./problem.ts";

/** Old code stays in memory as long as the process lives. */
const LOADS_BEFORE_ADVICE = 200;

/** Loads operators' plugins. */
export interface PluginLoader {
  /**
   * The plugin in a file (`./mine.ts`, from `folder`) or a package, freshly bundled with the files it
   * imports; the same code is the same module, and is not loaded twice. With `code`, an earlier bundle
   * of it, the files are not read.
   * @throws ConfigError if there is none, it does not compile or run, or it exports no plugin.
   */
  readonly load: (use: string, folder: string, code?: string) => Promise<FoundPlugin>;
}

/** A loader that keeps its bundles in a private folder. */
export function createPluginLoader(options: {
  readonly folder: string;
  /** Told after every 200 loads: it is time to advise a restart. */
  readonly onManyLoads: (loads: number) => void;
}): PluginLoader {
  const loaded = new Map<string, AnyPlugin>();

  return {
    load: async (use, folder, earlier) => {
      const entry = earlier === undefined ? await findEntry(use, folder) : resolve(folder, use);
      const { code, files } =
        earlier === undefined ? await bundle(entry) : { code: earlier, files: [entry] };
      const version = hash("sha256", code).slice(0, 16);
      const plugin = loaded.get(version) ?? (await importAnew(entry, code, version));
      return { plugin, version, files, code };
    },
  };

  async function importAnew(entry: string, code: string, version: string): Promise<AnyPlugin> {
    const url = await writeBundle(options.folder, `${basename(entry)}-${version}.mjs`, code);
    const plugin = assertPlugin(entry, await importModule(entry, url));
    loaded.set(version, plugin);
    if (loaded.size % LOADS_BEFORE_ADVICE === 0) options.onManyLoads(loaded.size);
    return plugin;
  }
}

/** Whether a chain's `use` names a file rather than a built-in plugin or a package. */
export function isPath(use: string): boolean {
  return /^(\.{1,2}[/\\]|[/\\]|[A-Za-z]:[/\\])/.test(use);
}

async function findEntry(use: string, folder: string): Promise<string> {
  const entry = isPath(use) ? resolve(folder, use) : await resolvePackage(use, folder);
  if (entry !== undefined && existsSync(entry)) return entry;
  throw problem(
    entry ?? use,
    isPath(use) ? "There is no such file." : `There is no plugin or package \`${use}\`.`,
    isPath(use)
      ? "Correct the path; it starts from the folder of the configuration file."
      : `Install the package beside the configuration file, in ${folder}.`,
  );
}

/** Renamed into place, so that no other process ever imports half of it. */
async function writeBundle(folder: string, name: string, code: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, code, { mode: 0o600 });
  await rename(unfinished, path);
  return pathToFileURL(path).href;
}

async function importModule(entry: string, url: string): Promise<unknown> {
  try {
    const module = (await import(url)) as { default?: unknown };
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw problem(entry, `It fails while it is loaded: ${reason}.`, "Correct the plugin.");
  }
}

function assertPlugin(entry: string, value: unknown): AnyPlugin {
  const { name, config, setup } = (value ?? {}) as Partial<AnyPlugin>;
  const isPlugin =
    typeof name === "string" && typeof config === "object" && typeof setup === "function";
  if (isPlugin) return value as AnyPlugin;
  throw problem(
    entry,
    "Its default export is not a plugin.",
    'Write `export default definePlugin({ … })`, with `definePlugin` from "countersign/plugin".',
  );
}

function problem(file: string, text: string, remedy: string): ConfigError {
  return new ConfigError([{ file, place: "", problem: text, remedy }], [file]);
}
