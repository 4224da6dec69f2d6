import type { Host } from "./chain/plugin.ts";
import { buildGeneration } from "./config/generation.ts";
import { startGenerations, type Generations } from "./config/generations.ts";
import type { History } from "./config/history.ts";
import type { KeptConfig } from "./config/kept.ts";
import type { LoadedConfig } from "./config/load.ts";
import type { Metrics } from "./observe/metrics.ts";
import { openContent, type ContentOptions } from "./open-content.ts";
import type { OpenServices } from "./open-services.ts";
import type { Services } from "./services.ts";
import { PLAIN_POLICY, SESSION_POLICY } from "./upstream/header-policy.ts";

/** Starts the first generation over the services, and its successors as the configuration changes. */
export async function startReloading(
  options: ContentOptions & {
    readonly load: () => Promise<LoadedConfig>;
    readonly restore: (kept: KeptConfig) => Promise<LoadedConfig>;
    readonly history: History;
    readonly metrics: Metrics;
    /** Whether the configuration comes from a file, which is then watched. */
    readonly isFile: boolean;
    /** What is told of each configuration that goes live. */
    readonly services: Services & Pick<OpenServices, "acts" | "webhooks">;
  },
): Promise<Generations> {
  const { load, restore, history, metrics, clock, log, isFile: watch } = options;
  const { acts, webhooks } = options.services;
  const services = await openContent(options);
  const host = (plugin: string): Host => ({
    clock,
    log: log.child({ plugin }),
    metrics: metrics.plugin,
    services,
  });
  const generations = await startGenerations({
    load,
    restore,
    history,
    build: ({ config, kept, plans }, number) =>
      buildGeneration({
        number,
        hash: kept.content,
        config,
        plans,
        host,
        policyOf: ({ upstream }) => (upstream === undefined ? SESSION_POLICY : PLAIN_POLICY),
        onPluginFailure: metrics.engine.pluginFailed,
      }),
    onLive: ({ config, number, hash }) => {
      if (number > 1) acts.note({ action: "config.change", detail: { number, hash } });
      const pools = Object.entries(config.egress.pools);
      void webhooks.declare(config.webhooks.endpoints);
      services.egresses.setPools(pools.map(([name, pool]) => ({ name, ...pool })));
    },
    onReload: metrics.engine.reloaded,
    clock,
    log,
    watch,
  });
  // What was declared at start is in force before anything can happen that it is to be told of.
  await webhooks.declare(generations.current().config.webhooks.endpoints);
  return generations;
}
