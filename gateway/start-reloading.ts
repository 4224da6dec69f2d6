import type { Host } from "./chain/plugin.ts";
import { defaultPoolOf } from "./config/check-egress.ts";
import type { ConfigSource } from "./config/config-source.ts";
import { buildGeneration } from "./config/generation.ts";
import { startGenerations, type Generations } from "./config/generations.ts";
import { createDeclare } from "./declared/declare.ts";
import type { Metrics } from "./observe/metrics.ts";
import { openContent, type ContentOptions } from "./open-content.ts";
import type { OpenServices } from "./open-services.ts";
import { PLAIN_POLICY, SESSION_POLICY } from "./upstream/header-policy.ts";

/** Names the fact that says which configuration served last. */
const SERVED = "config.served";

/** Starts the first generation over the services, and its successors as the configuration changes. */
export async function startReloading(
  options: ContentOptions & {
    readonly configs: ConfigSource;
    readonly metrics: Metrics;
    /** Whether the configuration comes from a file, which is then watched. */
    readonly isFile: boolean;
    /** What the configuration is called in answers. */
    readonly configName: string;
    readonly services: OpenServices;
  },
): Promise<Generations> {
  const { configs, metrics, clock, log, isFile: watch } = options;
  const { acts, webhooks } = options.services;
  const { meta } = options.store;
  const services = await openContent(options);
  const host = (plugin: string): Host => ({
    clock,
    log: log.child({ plugin }),
    metrics: metrics.plugin,
    services,
  });
  const declare = createDeclare({ ...options.services, ...options, file: options.configName });
  /** A start with what served last changes nothing; what was changed meanwhile is on record too. */
  const isNews = async (number: number, hash: string) => {
    const before = await meta.get(SERVED);
    if (before !== hash) await meta.set(SERVED, hash);
    return number > 1 || (before !== undefined && before !== hash);
  };
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
    declare: async ({ config }, how) => {
      const { endpoints } = config.webhooks;
      const told = await webhooks.compare(endpoints);
      const changes = await declare(config.declared, how);
      if (!how.dryRun) await webhooks.declare(endpoints);
      return [...changes, ...told];
    },
    onLive: ({ config, number, hash }) => {
      const because = number === 1 ? "start" : "reload";
      const detail = { file: options.configName, because, number, hash };
      acts.note({ action: "config.change", detail }, () => isNews(number, hash));
      const pools = Object.entries(config.egress.pools);
      services.egresses.setPools(
        pools.map(([name, pool]) => ({ name, ...pool })),
        defaultPoolOf(config.egress),
      );
    },
    onReload: metrics.engine.reloaded,
    clock,
    log,
    watch,
  });
}
