import type { OwnActs } from "./audit/own-acts.ts";
import type { Host } from "./chain/plugin.ts";
import { buildGeneration } from "./config/generation.ts";
import { startGenerations, type Generations } from "./config/generations.ts";
import type { LoadedConfig } from "./config/load.ts";
import type { Metrics } from "./observe/metrics.ts";
import { openContent, type ContentOptions } from "./open-content.ts";
import type { Declare } from "./webhooks/declared.ts";
import { PLAIN_POLICY, SESSION_POLICY } from "./upstream/header-policy.ts";

/** Starts the first generation over the services, and its successors as the configuration changes. */
export async function startReloading(
  options: ContentOptions & {
    readonly load: () => Promise<LoadedConfig>;
    readonly metrics: Metrics;
    /** Whether the configuration comes from a file, which is then watched. */
    readonly isFile: boolean;
    /** Takes the webhook endpoints that a configuration declares. */
    readonly declareWebhooks: Declare;
    readonly acts: OwnActs;
  },
): Promise<Generations> {
  const { load, metrics, clock, log, isFile: watch } = options;
  const services = await openContent(options);
  const host = (plugin: string): Host => ({
    clock,
    log: log.child({ plugin }),
    metrics: metrics.plugin,
    services,
  });
  return startGenerations({
    load,
    build: ({ config, hash, plans }, number) =>
      buildGeneration({
        number,
        hash,
        config,
        plans,
        host,
        policyOf: ({ upstream }) => (upstream === undefined ? SESSION_POLICY : PLAIN_POLICY),
        onPluginFailure: metrics.engine.pluginFailed,
      }),
    onLive: ({ config, number, hash }) => {
      if (number > 1) options.acts.note({ action: "config.change", detail: { number, hash } });
      const pools = Object.entries(config.egress.pools);
      void options.declareWebhooks(config.webhooks.endpoints);
      services.egresses.setPools(pools.map(([name, pool]) => ({ name, ...pool })));
    },
    onReload: metrics.engine.reloaded,
    clock,
    log,
    watch,
  });
}
