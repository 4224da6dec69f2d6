import type { Host } from "./chain/plugin.ts";
import type { Clock } from "./clock.ts";
import { buildGeneration } from "./config/generation.ts";
import { startGenerations, type Generations } from "./config/generations.ts";
import type { LoadedConfig } from "./config/load.ts";
import type { Engine } from "./http/engine.ts";
import { lendServices } from "./lend-services.ts";
import type { Log } from "./observe/log.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { Services } from "./services.ts";
import { PLAIN_POLICY, SESSION_POLICY } from "./upstream/header-policy.ts";

/** Starts the first generation over the services, and its successors as the configuration changes. */
export function startReloading(options: {
  readonly load: () => Promise<LoadedConfig>;
  readonly services: Services;
  readonly engine: Engine;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: boolean;
}): Promise<Generations> {
  const { load, engine, metrics, clock, log, watch } = options;
  const services = lendServices(options.services, engine);
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
