import type { Clock } from "./clock.ts";
import type { Generations } from "./config/generations.ts";
import type { EnvironmentName } from "./environments.ts";
import type { Handler } from "./http/handler.ts";
import type { AdminActions } from "./observe/admin-routes.ts";
import type { OpenServices } from "./open-services.ts";

/** What the admin API can do, over the running parts of a gateway. */
export function createAdminActions(options: {
  readonly clock: Clock;
  readonly services: OpenServices;
  readonly generations: Generations;
  readonly handler: Handler;
}): AdminActions {
  const { clock, services, generations, handler } = options;
  return {
    generations: () =>
      generations.live().map((generation) => ({
        id: generation.number,
        isCurrent: generation === generations.current(),
        inFlight: generation.inFlight(),
        startedAt: new Date(generation.createdAt).toISOString(),
        configHash: generation.hash,
      })),
    reload: async (options) => {
      if (!options.dryRun) await services.rules.rescan();
      return generations.reload(options);
    },
    rollback: generations.rollback,
    exchanges: () =>
      handler.inFlight.list.map(({ id, generation, route, method, startedAtMs }) => ({
        id,
        generation,
        route: route.prefix,
        method,
        ageMs: Math.round(clock.elapsed() - startedAtMs),
      })),
    rules: services.rules,
    egresses: services.egresses,
    environments: Object.keys(services.environments) as EnvironmentName[],
  };
}
