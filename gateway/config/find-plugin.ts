import type { AnyPlugin } from "../chain/plugin.ts";
import { isPath, type PluginLoader } from "./load-plugin.ts";
import type { PluginFinder } from "./plugin-settings.ts";
import { suggest } from "./suggest.ts";

/** Finds built-in plugins by name, and everything else through the loader. */
export function createPluginFinder(
  builtIn: readonly AnyPlugin[],
  loader: PluginLoader,
): PluginFinder {
  const byName = new Map(builtIn.map((plugin) => [plugin.name, plugin]));
  const names = [...byName.keys()];
  return {
    names,
    find: async (use, folder, code) => {
      const plugin = byName.get(use);
      if (plugin !== undefined) return { plugin, version: "built-in", files: [] };
      // A misspelt built-in name is likelier than a package called nearly the same.
      if (!isPath(use) && suggest(use, names) !== undefined) return undefined;
      return loader.load(use, folder, code);
    },
  };
}
