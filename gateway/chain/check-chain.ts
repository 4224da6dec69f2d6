import { PHASES } from "./chain.ts";
import type { AnyHooks, AnyPlugin } from "./plugin.ts";

/**
 * What is wrong with the order of a chain, one sentence a problem that says which plugin to move:
 * every fact must be provided before it is required, and by one plugin only.
 */
export function checkChain(plugins: readonly AnyPlugin[]): string[] {
  const problems: string[] = [];
  const providers = new Map<string, string>();
  for (const plugin of plugins) {
    for (const fact of plugin.requires ?? []) {
      if (!providers.has(fact)) problems.push(missingFact(plugin, fact, plugins));
    }
    for (const fact of plugin.provides ?? []) {
      const other = providers.get(fact);
      if (other !== undefined) {
        problems.push(
          `"${plugin.name}" and "${other}" both provide "${fact}": remove one of them.`,
        );
      }
      providers.set(fact, plugin.name);
    }
  }
  return problems;
}

/** The names in a plugin's hooks that are no phase: a misspelt hook would otherwise never run. */
export function unknownHooks(hooks: AnyHooks): string[] {
  const known: readonly string[] = [...PHASES, "close"];
  return Object.keys(hooks).filter((name) => !known.includes(name));
}

function missingFact(plugin: AnyPlugin, fact: string, plugins: readonly AnyPlugin[]): string {
  const provider = plugins.find(({ provides }) => provides?.includes(fact) === true);
  return provider === undefined
    ? `"${plugin.name}" requires the fact "${fact}", which no plugin of this chain provides: add one that does.`
    : `"${plugin.name}" requires the fact "${fact}", which "${provider.name}" provides later: move "${provider.name}" before "${plugin.name}".`;
}
