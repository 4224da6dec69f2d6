import type { Host } from "./chain/plugin.ts";
import type { ConfigSource } from "./config/config-source.ts";
import { buildGeneration } from "./config/generation.ts";
import { startGenerations, type Generations } from "./config/generations.ts";
import type { Metrics } from "./observe/metrics.ts";
import { openContent, type ContentOptions } from "./open-content.ts";
import { PLAIN_POLICY, SESSION_POLICY } from "./upstream/header-policy.ts";

/** Starts the first generation over the services, and its successors as the configuration changes. */
export async function startReloading(
  options: ContentOptions & {
    readonly configs: ConfigSource;
    readonly metrics: Metrics;
    /** Whether the configuration comes from a file, which is then watched. */
    readonly isFile: boolean;
  },
): Promise<Generations> {
  const { configs, metrics, clock, log, isFile: watch } = options;
  const services = await openContent(options);
  const host = (plugin: string): Host => ({
    clock,
    log: log.child({ plugin }),
    metrics: metrics.plugin,
    services,
  });
  return startGenerations({
    configs,
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
    onLive: ({ config }) => {
      const pools = Object.entries(config.egress.pools);
      services.egresses.setPools(pools.map(([name, pool]) => ({ name, ...pool })));
    },
    onReload: metrics.engine.reloaded,
    clock,
    log,
    watch,
  });
}
