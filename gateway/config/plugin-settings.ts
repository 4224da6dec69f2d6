import type { AnyPlugin } from "../chain/plugin.ts";
import type { Check } from "./check.ts";
import { unknownPools } from "./check-egress.ts";
import { coerceTexts } from "./coerce.ts";
import { secretsOf } from "./json-schema.ts";
import { pointerTo } from "./pointer.ts";
import { ConfigError, type Finding } from "./problem.ts";
import type { Config } from "./schema.ts";
import { didYouMean } from "./suggest.ts";

/** A plugin that was found. */
export interface FoundPlugin {
  readonly plugin: AnyPlugin;
  /** Changes with its code. */
  readonly version: string;
  /** Files it was made of, to watch; none for a built-in one. */
  readonly files: readonly string[];
  /** An operator's own, bundled. */
  readonly code?: string;
}

/** The plugins a chain can use. */
export interface PluginFinder {
  /** Names of the built-in ones, for suggestions. */
  readonly names: readonly string[];
  /**
   * The plugin a chain names, paths being relative to `folder`; `undefined` if there is none. An
   * operator's own is made of `code`, where that is given. @throws ConfigError if it cannot be loaded.
   */
  readonly find: (use: string, folder: string, code?: string) => Promise<FoundPlugin | undefined>;
}

/** A plugin of a chain, ready to be set up. */
export interface PlannedPlugin extends FoundPlugin {
  /** How the chain names it. */
  readonly use: string;
  /** Its `with`, valid by its own schema, defaults filled in. */
  readonly settings: unknown;
}

interface Context {
  readonly check: Check;
  readonly isText: (pointer: string) => boolean;
  readonly folder: string;
  readonly finder: PluginFinder | undefined;
}

/** Writes each plugin given as a name alone as `{ "use": name }`, in place. */
export function expandShortForms(document: unknown): void {
  const { chains } = document as { chains?: unknown };
  if (typeof chains !== "object" || chains === null) return;
  for (const chain of Object.values(chains)) {
    const plugins: unknown = (chain as { plugins?: unknown } | null)?.plugins;
    if (!Array.isArray(plugins)) continue;
    for (const [index, use] of plugins.entries()) {
      if (typeof use === "string") plugins[index] = { use };
    }
  }
}

/** Finds each chain's plugins, completes and checks each `with` by the plugin's own schema, and finds the secrets in it. */
export async function planChains(config: Config, context: Context) {
  const { check, isText, folder, finder } = context;
  const plans: Record<string, PlannedPlugin[]> = {};
  const findings: Finding[] = [];
  const secrets: string[] = [];
  const files: string[] = [];
  if (finder === undefined) return { plans, findings, secrets, files };
  for (const [name, chain] of Object.entries(config.chains)) {
    const plan: PlannedPlugin[] = (plans[name] = []);
    for (const [index, { use, with: settings }] of chain.plugins.entries()) {
      const place = `${pointerTo("/chains", name)}/plugins/${index}`;
      const found = await find(finder, use, `${place}/use`);
      if (found === undefined) continue;
      const inside = `${place}/with`;
      const schema = found.plugin.config;
      findings.push(...coerceTexts(schema, settings, isText, inside));
      findings.push(...checkSettings(found.plugin, settings, inside));
      findings.push(...unknownPools(schema, settings, inside, config.egress));
      secrets.push(...secretsOf(schema, settings, inside));
      files.push(...found.files);
      plan.push({ ...found, use, settings });
    }
  }
  return { plans, findings, secrets, files };

  async function find(
    from: PluginFinder,
    use: string,
    place: string,
  ): Promise<FoundPlugin | undefined> {
    try {
      const found = await from.find(use, folder);
      if (found !== undefined) return found;
      findings.push({
        place,
        problem: `There is no plugin \`${use}\`.`,
        remedy: `${didYouMean(use, from.names)} A plugin of your own begins with \`./\`.`,
      });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      files.push(...error.files);
      for (const { file, line, column, problem, remedy } of error.problems) {
        const position = line === undefined ? "" : `:${line}:${column ?? 1}`;
        findings.push({ place, problem: `${file}${position}: ${problem}`, remedy });
      }
    }
    return undefined;
  }

  function checkSettings({ name, config: schema }: AnyPlugin, settings: unknown, place: string) {
    try {
      return check(schema, settings, place);
    } catch (error) {
      // A strict checker throws on a schema that says something it does not understand.
      const reason = error instanceof Error ? error.message : String(error);
      const problem = `The schema of the plugin \`${name}\` is not valid: ${reason}.`;
      return [{ place, problem, remedy: "Correct the plugin's `config`." }];
    }
  }
}
