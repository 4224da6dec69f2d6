import type { Clock } from "../clock.ts";
import type { ConfigSource } from "../config/config-source.ts";
import type { Config } from "../config/schema.ts";
import type { Generations } from "../config/generations.ts";
import { compareWithStore } from "../declared/compare-store.ts";
import { createDeclare } from "../declared/declare.ts";
import { tryEgress, type EgressTrial } from "../egress/try-egress.ts";
import { environmentOff, type EnvironmentName } from "../environments.ts";
import type { Handler } from "../http/handler.ts";
import type { EgressTest } from "./egress.ts";
import type { AdminActions } from "./running.ts";
import type { Log } from "../observe/log.ts";
import type { OpenServices } from "../open-services.ts";
import type { Store } from "../store/store.ts";

/** What the admin API can do, over the running parts of a gateway. */
export function createAdminActions(options: {
  readonly clock: Clock;
  readonly config: Config;
  readonly services: OpenServices;
  readonly generations: Generations;
  readonly handler: Handler;
  readonly configs: ConfigSource;
  readonly store: Store;
  readonly log: Log;
  readonly configName: string;
}): AdminActions {
  const { clock, config, services, generations, handler, configs, store } = options;
  const declare = createDeclare({ ...services, ...options, file: options.configName });
  const { egresses, holdOffs } = services;
  const environments = Object.keys(services.environments) as EnvironmentName[];

  async function testEgress(egressId: string, test: EgressTest): Promise<EgressTrial> {
    const { environment = environments.at(-1) ?? "sandbox", connectionId = "conn_test" } = test;
    const origin = services.environments[environment]?.origin;
    if (origin === undefined) throw environmentOff(environment);
    const egress = egresses.find(egressId, connectionId, test.country);
    return tryEgress(egress, new URL(origin), { clock, timeoutMs: config.timeouts.connectMs });
  }

  const listEgresses = () =>
    egresses.list().map((standing) => {
      const waitMs = holdOffs.longestMs(standing.id);
      const limitedUntil = waitMs > 0 ? new Date(clock.now() + waitMs).toISOString() : null;
      return { ...standing, limitedUntil };
    });

  return {
    generations: () =>
      generations.live().map((generation) => ({
        id: generation.number,
        isCurrent: generation === generations.current(),
        inFlight: generation.inFlight(),
        startedAt: new Date(generation.createdAt).toISOString(),
        configHash: generation.hash,
      })),
    earlier: () =>
      configs.history.served().map(({ content, servedAt, generation }) => ({
        configHash: content,
        generation: generation ?? null,
        servedAt: new Date(servedAt).toISOString(),
      })),
    reload: async (options) => {
      if (!options.dryRun) await services.rules.rescan();
      return generations.reload(options);
    },
    problems: generations.notices,
    compare: (wanted) => compareWithStore(wanted, { declare, store, clock }),
    rollback: generations.rollback,
    lift: generations.lift,
    exchanges: () =>
      handler.inFlight.list.map(({ id, generation, route, method, startedAtMs }) => ({
        id,
        generation,
        route: route.prefix,
        method,
        ageMs: Math.round(clock.elapsed() - startedAtMs),
      })),
    clock,
    rules: services.rules,
    egress: { list: listEgresses, test: testEgress },
    drift: services.drift,
    environments,
  };
}
