import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkChain } from "../chain/check-chain.ts";
import { createPluginFinder } from "../config/find-plugin.ts";
import { createPluginLoader, type PluginLoader } from "../config/load-plugin.ts";
import { loadConfig, type LoadedConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import type { Cli, PlaceOptions } from "./command.ts";
import { CommandError, EXIT } from "./command-error.ts";

/** The configuration file that is meant: the one named, else `CONFIG`, else the usual one. */
export function configFile({ env }: Cli, { config }: PlaceOptions): string {
  return config ?? env["CONFIG"] ?? "config/gateway.json";
}

/** The settings alone; its chains are not looked into, so that a broken plugin is in nobody's way. @throws ConfigError */
export async function loadSettings(cli: Cli, options: PlaceOptions): Promise<Config> {
  const { config } = await loadConfig(sourceOf(cli, options));
  return config;
}

/**
 * The configuration as a start would take it, plugins and the order of chains included.
 * @throws ConfigError; CommandError for a chain in the wrong order.
 */
export function loadWhole(cli: Cli, options: PlaceOptions): Promise<LoadedConfig> {
  return withPluginLoader(async (loader) => {
    const plugins = createPluginFinder(await cli.plugins(), loader);
    const loaded = await loadConfig({ ...sourceOf(cli, options), plugins });
    const problems = Object.entries(loaded.plans).flatMap(([name, plan]) =>
      checkChain(plan.map(({ plugin }) => plugin)).map((problem) => `chains.${name}: ${problem}`),
    );
    if (problems.length > 0) throw new CommandError(EXIT.refused, problems.join("\n"));
    return loaded;
  });
}

/** Lends a loader of operators' plugins, whose bundles are gone afterwards. */
export async function withPluginLoader<T>(work: (loader: PluginLoader) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-"));
  try {
    return await work(createPluginLoader({ folder, onManyLoads: () => undefined }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sourceOf(cli: Cli, options: PlaceOptions) {
  const { dataDir } = options;
  return {
    source: { file: configFile(cli, options) },
    env: cli.env,
    args: dataDir === undefined ? {} : { "data-dir": dataDir },
  };
}
