import { join } from "node:path";
import type { Clock } from "./clock.ts";
import type { Config } from "./config/schema.ts";
import { createConnections } from "./connections/create-connections.ts";
import { createEgresses } from "./egress/pool.ts";
import type { Environments } from "./environments.ts";
import { createKeys } from "./keys/create-keys.ts";
import { createMemoryLimits } from "./limits/memory.ts";
import type { Log } from "./observe/log.ts";
import type { Metrics } from "./observe/metrics.ts";
import { startRules, type RunningRules } from "./rules/start-rules.ts";
import type { Services } from "./services.ts";
import type { Store } from "./store/store.ts";

/** The services of one process, and how to end them. */
export interface OpenServices extends Services {
  readonly rules: RunningRules;
  readonly close: () => Promise<void>;
}

const PIN = "pin.";

/** Opens everything that outlives a reload, over an open store. */
export async function openServices(options: {
  readonly config: Config;
  readonly environments: Environments;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): Promise<OpenServices> {
  const { config, environments, store, clock, log, metrics } = options;
  const { sandbox, live } = config.environments;
  const ownFeed =
    sandbox.feed && environments.sandbox !== undefined && sandbox.origin === undefined
      ? [{ url: `${environments.sandbox.origin}/_sandbox/rules.json` }]
      : [];
  const rules = await startRules({
    dir: config.rules.dir,
    environments,
    feeds: { sandbox: ownFeed, live: environments.live === undefined ? [] : live.feeds },
    clock,
    log,
    loadPins: async () => {
      const pins = await store.meta.list(PIN);
      return Object.fromEntries(
        [...pins].map(([name, revision]) => [name.slice(PIN.length), revision]),
      );
    },
    savePin: (environment, revision) => store.meta.set(`${PIN}${environment}`, revision),
    keepDir: join(config.dataDir, "kept-rules"),
    keepBuilds: config.rules.keepBuilds,
    rejected: metrics.engine.rulesRejected,
    refreshWaitMs: config.rules.refreshWaitMs,
    pollMs: config.rules.pollMs,
  });
  if (ownFeed.length > 0) await rules.refresh("sandbox");
  const egresses = createEgresses({ clock });
  for (const { id, egressId } of await store.connections.withEgress()) egresses.note(id, egressId);
  const connections = createConnections({
    store,
    clock,
    log,
    onDeleted: (connectionId) => egresses.note(connectionId, undefined),
  });
  return {
    environments,
    keys: createKeys({ store, clock }),
    connections,
    rules,
    egresses,
    limits: createMemoryLimits(),
    close: async () => {
      await rules.close();
      await connections.close();
    },
  };
}
