import { hash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { createCheck } from "./check.ts";
import { coerceTexts } from "./coerce.ts";
import { checkReferences } from "./check-references.ts";
import { interpolate } from "./interpolate.ts";
import { inSchemaOrder, secretsOf, visitValues } from "./json-schema.ts";
import {
  expandShortForms,
  planChains,
  type PlannedPlugin,
  type PluginFinder,
} from "./plugin-settings.ts";
import { leavesOf, parentOf } from "./pointer.ts";
import { ConfigError, type ConfigProblem, type Finding } from "./problem.ts";
import { findKept, keepConfig, type KeptConfig } from "./kept.ts";
import { readDocument, type Source } from "./read-document.ts";
import { configSchema, type Config } from "./schema.ts";
import { applySettings, type Texts } from "./settings.ts";
import { addBuiltInChains } from "./built-in-chains.ts";

/** What a configuration is made of, the later over the earlier: the source, the environment, the command line. */
export interface LoadOptions {
  /** The configuration file, or a document given directly; its paths then start at the working directory. */
  readonly source: Source;
  readonly env: Texts;
  /** Values by option name, such as `{ "admin-port": "0" }`. */
  readonly args: Texts;
  /** Without it, chains are not looked into: `plans` is empty, and `with` stays as written. */
  readonly plugins?: PluginFinder;
}

/** A configuration, and where all of it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** `default`, `file`, `env HOST` or `command line`, by JSON pointer of each single value. */
  readonly origins: ReadonlyMap<string, string>;
  /** Each chain's plugins with their checked settings, in order. */
  readonly plans: Readonly<Record<string, readonly PlannedPlugin[]>>;
  /** Same values and same plugin code, same hash. */
  readonly hash: string;
  /** What it takes to serve it again. */
  readonly kept: KeptConfig;
  /** Whether it is not the file's, but one that was kept. */
  readonly isKept: boolean;
  /** Every file read, `${file:}` targets and plugins included: what to watch. */
  readonly files: readonly string[];
  /** The folder that relative paths in the document start from. */
  readonly folder: string;
  /** JSON pointers of values that must not be shown. */
  readonly secrets: ReadonlySet<string>;
  /** How values with a reference in them are written, such as `${env:TOKEN}`, by JSON pointer. */
  readonly references: ReadonlyMap<string, string>;
}

/**
 * Reads, layers, resolves, completes and checks a configuration.
 * @throws ConfigError with every problem found, each with file, place and remedy.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const document = await readDocument(options.source);
  const { references, files, findings, value } = await interpolate(document.value, {
    file: document.file,
    env: options.env,
  });
  const overlaid = applySettings(value as object, options.env, options.args);
  expandShortForms(value);
  const written = leavesOf(value);
  addBuiltInChains(value);

  const isText = (place: string): boolean => references.has(place) || overlaid.has(place);
  const check = createCheck();
  const refuse = (found: readonly Finding[], more: readonly string[] = []): void => {
    if (found.length === 0) return;
    throw new ConfigError(onePerPlace(found).map(locate), [...document.files, ...files, ...more]);
  };
  refuse([...findings, ...coerceTexts(configSchema, value, isText), ...check(configSchema, value)]);
  const config = inSchemaOrder(configSchema, value) as Config;
  const folder = dirname(document.file);
  const isKept = "kept" in options.source;
  const finder =
    options.plugins && isKept ? findKept(options.plugins, options.source.kept) : options.plugins;
  const planned = await planChains(config, { check, isText, folder, finder });
  const origins = new Map<string, string>();
  for (const place of leavesOf(config).keys()) origins.set(place, originOf(place));
  resolvePaths(config, (place) => (origins.get(place) === "file" ? folder : "."));
  refuse([...checkReferences(config), ...planned.findings], planned.files);

  const plugins = Object.values(planned.plans).flat();
  const secrets = new Set([...secretsOf(configSchema, config), ...planned.secrets]);
  const isSecret = (place: string): boolean =>
    [...secrets].some((secret) => place === secret || place.startsWith(`${secret}/`));
  const plainSecrets = [...origins]
    .filter(([place, origin]) => origin === "file" && !references.has(place) && isSecret(place))
    .map(([place]) => place);
  return {
    config: frozen(config),
    origins,
    plans: planned.plans,
    hash: hash("sha256", JSON.stringify([config, plugins.map(({ version }) => version)])),
    kept: keepConfig(document.value, planned.plans, plainSecrets),
    isKept,
    files: [...new Set([...document.files, ...files, ...planned.files])],
    folder,
    secrets,
    references,
  };

  function originOf(place: string): string {
    return overlaid.get(place) ?? (written.has(place) ? "file" : "default");
  }

  function locate(finding: Finding): ConfigProblem {
    const origin = overlaid.get(finding.place);
    if (origin !== undefined) return { file: origin, ...finding };
    return { file: document.name, ...document.locate?.(finding.place), ...finding };
  }
}

/** One wrong value may fail several checks; the first says enough, also about what is inside it. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ place }) => {
    for (let around: string | undefined = place; around; around = parentOf(around)) {
      if (seen.has(around)) return false;
    }
    seen.add(place);
    return true;
  });
}

function resolvePaths(config: Config, folderOf: (place: string) => string): void {
  visitValues(configSchema, config, ({ schema, value, pointer, replace }) => {
    if (schema.path === true && typeof value === "string") {
      replace(resolve(folderOf(pointer), value));
    }
  });
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
