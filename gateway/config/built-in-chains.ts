import { BUILT_IN_CHAINS, BUILT_IN_ROUTES } from "./sections/chains.ts";

/**
 * Adds the gateway's own chains to a document that gives chains but not these, where one of its
 * routes names them. In place; what has not the right form is left for the schema to refuse.
 */
export function addBuiltInChains(document: unknown): void {
  const { chains, routes = BUILT_IN_ROUTES } = document as { chains?: unknown; routes?: unknown };
  if (typeof chains !== "object" || chains === null || !Array.isArray(routes)) return;
  for (const route of routes as readonly unknown[]) {
    const name = (route as { chain?: unknown } | null)?.chain;
    if (typeof name !== "string" || Object.hasOwn(chains, name)) continue;
    const chain = Object.hasOwn(BUILT_IN_CHAINS, name) ? BUILT_IN_CHAINS[name] : undefined;
    if (chain !== undefined) Object.assign(chains, { [name]: structuredClone(chain) });
  }
}
