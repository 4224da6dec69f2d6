import type { Clock } from "./clock.ts";
import type { Config } from "./config/schema.ts";
import { dial } from "./egress/dial.ts";
import { createAgents } from "./http/agents.ts";
import type { Engine } from "./http/engine.ts";
import { createOrigins } from "./http/origin.ts";
import { createReplayBudget } from "./http/replay-budget.ts";
import { createProxyTransport, type Transport } from "./http/transport.ts";
import type { Log } from "./observe/log.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { OwnAddresses } from "./own-addresses.ts";
import type { Services } from "./services.ts";
import { createAbsorb } from "./upstream/absorb.ts";
import { createAuthorize } from "./upstream/authorize.ts";

/** How many pools of upstream connections are kept; the least used are closed beyond it. */
const MAX_POOLS = 2_000;

/** The engine over a gateway's services: transport, connection pools, and who may speak for a session. */
export function createEngine(options: {
  readonly config: Config;
  readonly services: Services;
  readonly metrics: Metrics;
  readonly transport: Transport | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly isDraining: () => boolean;
  readonly ownAddresses: Pick<OwnAddresses, "assertForeign">;
}): Engine {
  const { config, services, metrics, clock, log, isDraining } = options;
  const { limits, timeouts } = config;
  return {
    clock,
    log,
    transport: options.transport ?? createProxyTransport(),
    agents: createAgents({
      dial: async (egress, destination) => {
        options.ownAddresses.assertForeign(destination);
        return dial(egress, destination, { timeoutMs: timeouts.connectMs, clock });
      },
      maxPools: MAX_POOLS,
      tlsTimeoutMs: timeouts.connectMs,
      onPoisoned: metrics.engine.upstreamPoisoned,
    }),
    originOf: createOrigins(),
    authority: {
      authorize: createAuthorize({ ...services, clock }),
      absorb: createAbsorb(services.connections),
    },
    replayBudget: createReplayBudget(limits.replayTotalBytes),
    isDraining,
    onTruncated: metrics.engine.bodyTruncated,
  };
}
