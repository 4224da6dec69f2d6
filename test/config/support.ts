import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { type AnyPlugin, Type } from "../../gateway/chain/plugin.ts";
import { loadConfig, type LoadedConfig, type LoadOptions } from "../../gateway/config/load.ts";
import type { PluginFinder } from "../../gateway/config/plugin-settings.ts";
import { ConfigError, type ConfigProblem } from "../../gateway/config/problem.ts";
import { makeScratch } from "../support/scratch.ts";

/** A folder that holds these files and goes when the test ends. */
export function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = makeScratch(t, "config");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A finder that knows one plugin of each name, each with a word, a number and a secret to set. */
export const anyPlugin: PluginFinder = {
  names: ["request-id", "auth"],
  find: (use) => Promise.resolve({ plugin: { ...settable, name: use }, version: "1", files: [] }),
};

const settable: AnyPlugin = {
  name: "settable",
  summary: "Has settings.",
  config: Type.Object({
    word: Type.String({ default: "hello", description: "A word." }),
    perMinute: Type.Integer({ default: 10, minimum: 1, description: "A number." }),
    token: Type.Optional(Type.String({ secret: true, description: "A secret." })),
  }),
  setup: () => ({}),
};

/** Loads a configuration with nothing in environment and command line unless said. */
export function load(options: Partial<LoadOptions>): Promise<LoadedConfig> {
  return loadConfig({
    source: { document: {} },
    env: {},
    args: {},
    plugins: anyPlugin,
    ...options,
  });
}

/** The problems a configuration is refused with. */
export async function problemsOf(options: Partial<LoadOptions>): Promise<readonly ConfigProblem[]> {
  try {
    await load(options);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error("the configuration was accepted");
}
