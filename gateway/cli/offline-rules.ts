import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Clock } from "../clock.ts";
import { readStable } from "../config/watch.ts";
import type { EnvironmentName } from "../environments.ts";
import { loadKeptBuilds } from "../rules/kept-builds.ts";
import { createRegistry, type Registry } from "../rules/registry.ts";
import { decodeJson, MAX_JSON_BYTES } from "../rules/strict-json.ts";
import { CommandError, EXIT } from "./command-error.ts";
import { NO_LOG } from "./no-log.ts";

/** A scheme or rules document with the name it is known by. */
export interface RulesFile {
  readonly source: string;
  readonly text: string;
}

/** Reads a scheme or rules document. @throws CommandError if it cannot be read; RulesProblem if it is no UTF-8. */
export async function readRulesFile(path: string, source = path): Promise<RulesFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readStable(path, MAX_JSON_BYTES);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown reason";
    throw new CommandError(EXIT.refused, `${path} cannot be read: ${reason}.`, cause);
  }
  return { source, text: decodeJson(bytes) };
}

/** The documents of an environment in the rules folder; one that cannot be read is passed over. */
export async function rulesFilesIn(dir: string, folder: string): Promise<readonly RulesFile[]> {
  const names = await readdir(join(dir, folder)).catch((): string[] => []);
  const documents = names.filter((name) => name.endsWith(".json") && !name.startsWith("."));
  const read = documents
    .toSorted()
    .map((name) => readRulesFile(join(dir, folder, name), `${folder}/${basename(name)}`));
  return (await Promise.allSettled(read)).flatMap((each) =>
    each.status === "fulfilled" ? [each.value] : [],
  );
}

/** The builds a gateway kept in its data folder, then those of the rules folder. */
export async function knownBuilds(
  place: { readonly rulesDir: string; readonly dataDir: string },
  environment: EnvironmentName,
): Promise<readonly RulesFile[]> {
  const kept = await loadKeptBuilds(join(place.dataDir, "kept-rules"), environment);
  return [...kept, ...(await rulesFilesIn(place.rulesDir, environment))];
}

/**
 * Lends the rules of one environment as a gateway has them, but without feeds, pins and plugins'
 * operations: the schemes of the rules folder are live, no build is there yet.
 */
export async function withOfflineRules<T>(
  options: {
    readonly rulesDir: string;
    readonly environment: EnvironmentName;
    readonly clock: Clock;
  },
  work: (rules: Registry) => Promise<T>,
): Promise<T> {
  const { rulesDir, environment, clock } = options;
  const nothing = () => undefined;
  const here = { name: environment, origin: "", allowedOrigins: new Set<string>(), scheme: "" };
  const rules = createRegistry({
    environments: { [environment]: here },
    clock,
    log: NO_LOG,
    pins: {},
    savePin: () => Promise.resolve(),
    refresh: nothing,
    accepted: nothing,
    rejected: nothing,
    keepBuilds: Infinity,
    holdOffMs: 0,
    refreshWaitMs: 0,
  });
  try {
    for (const { source, text } of await rulesFilesIn(rulesDir, "schemes"))
      await rules.offerScheme(source, text);
    return await work(rules);
  } finally {
    await rules.close();
  }
}
