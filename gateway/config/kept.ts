import { hash } from "node:crypto";
import type { PlannedPlugin, PluginFinder } from "./plugin-settings.ts";

/** A configuration as it was written, with the code of its plugins: enough to serve it again. */
export interface KeptConfig {
  /** The hash of all of it; what the environment or a referenced file adds does not change it. */
  readonly content: string;
  /** The document with its references as references. */
  readonly document: object;
  /** The code of operators' plugins, by the name that chains use. */
  readonly plugins: Readonly<Record<string, string>>;
  /** JSON pointers of secrets that are written out in the document: such a one must not be copied anywhere. */
  readonly plainSecrets: readonly string[];
}

/** The part of a loaded configuration that can be kept. */
export function keepConfig(
  document: object,
  plans: Readonly<Record<string, readonly PlannedPlugin[]>>,
  plainSecrets: readonly string[],
): KeptConfig {
  const own = Object.values(plans)
    .flat()
    .flatMap(({ use, code }) => (code === undefined ? [] : [[use, code] as const]));
  const plugins = Object.fromEntries(own);
  return {
    content: hash("sha256", JSON.stringify([document, plugins])),
    document,
    plugins,
    plainSecrets,
  };
}

/** A finder that gives the plugins of a kept configuration the code they had. */
export function findKept(finder: PluginFinder, { plugins }: KeptConfig): PluginFinder {
  return { ...finder, find: (use, folder) => finder.find(use, folder, plugins[use]) };
}
