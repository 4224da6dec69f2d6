import { join } from "node:path";
import { createAudit } from "./audit/audit.ts";
import { createOwnActs, type OwnActs } from "./audit/own-acts.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config/schema.ts";
import { createConnections } from "./connections/create-connections.ts";
import { openDrift, type Drift } from "./drift/drift.ts";
import { createHoldOffs } from "./egress/hold-offs.ts";
import { createEgresses } from "./egress/pool.ts";
import type { EnvironmentName, Environments } from "./environments.ts";
import { createKeys } from "./keys/create-keys.ts";
import { createMemoryLimits } from "./limits/memory.ts";
import { openMediaCache } from "./media/cache.ts";
import type { Log } from "./observe/log.ts";
import type { Metrics } from "./observe/metrics.ts";
import { createActivity } from "./portal/activity.ts";
import type { ActiveRules } from "./rules/rules.ts";
import { startRules, type RunningRules } from "./rules/start-rules.ts";
import { createOwnAddresses, type OwnAddresses } from "./own-addresses.ts";
import { createConnectionKeys } from "./secrets/connection-keys.ts";
import { removeOrphans } from "./secrets/orphaned-keys.ts";
import type { Services } from "./services.ts";
import type { Store } from "./store/store.ts";
import { createEvents, type Events } from "./webhooks/events.ts";
import { createRulesEvents } from "./webhooks/rules-events.ts";
import { startWebhooks, type Webhooks } from "./webhooks/start-webhooks.ts";

/** The services of one process, and how to end them. */
export interface OpenServices extends Services {
  readonly rules: RunningRules;
  readonly events: Events;
  readonly drift: Drift;
  readonly webhooks: Webhooks;
  readonly ownAddresses: OwnAddresses;
  readonly acts: OwnActs;
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
  /** What the configuration is called in answers. */
  readonly configName: string;
}): Promise<OpenServices> {
  const { config, environments, store, clock, log, metrics } = options;
  const { sandbox, live } = config.environments;
  const liveFeeds = environments.live === undefined ? [] : live.feeds;
  const ownFeed =
    sandbox.feed && environments.sandbox !== undefined && sandbox.origin === undefined
      ? [{ url: `${environments.sandbox.origin}/_sandbox/rules.json` }]
      : [];
  const acts = createOwnActs({ audit: createAudit({ store, clock, log }), clock, log });
  const events = createEvents({ store, clock });
  const rulesEvents = createRulesEvents({ store, events, log });
  const started = await startRules({
    dir: config.rules.dir,
    environments,
    feeds: { sandbox: ownFeed, live: liveFeeds.filter(({ enabled }) => enabled) },
    quorum: { live: live.quorum },
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
    rejected: ({ environment, source, reason }) => {
      metrics.engine.rulesRejected(environment);
      rulesEvents.rejected(environment, source, reason);
    },
    refreshWaitMs: config.rules.refreshWaitMs,
    pollMs: config.rules.pollMs,
  });
  const rules: RunningRules = {
    ...started,
    waitForNewer: async (environment, revision, waitMs) => {
      const newer = await started.waitForNewer(environment, revision, waitMs);
      if (newer === undefined) rulesEvents.stale(environment, revision);
      return newer;
    },
  };
  const tellRules = ({ environment, revision }: ActiveRules) =>
    rulesEvents.updated(environment, revision);
  rules.onChange((active) => {
    tellRules(active);
    const { environment, revision, source } = active;
    acts.note({ action: "rules.change", target: environment, detail: { revision, source } });
  });
  if (ownFeed.length > 0) await rules.refresh("sandbox");
  for (const name of Object.keys(environments) as EnvironmentName[]) {
    const current = rules.current(name);
    if (current !== undefined) tellRules(current);
  }
  const egresses = createEgresses({ clock });
  for (const { id, egressId } of await store.connections.withEgress()) egresses.note(id, egressId);
  const dataKeys = createConnectionKeys({ store, clock });
  const mediaCache = await openMediaCache({
    folder: config.media.cache.folder ?? join(config.dataDir, "media"),
    maxBytes: config.media.cache.maxBytes,
    keys: dataKeys,
    clock,
  });
  const connections = createConnections({
    store,
    clock,
    log,
    events,
    onDeleted: (connectionId) => egresses.note(connectionId, undefined),
    onEnd: mediaCache.removeOf,
  });
  await connections.finishDeletions();
  await removeOrphans(store, { log, clock });
  const ownAddresses = createOwnAddresses();
  const { assertForeign } = ownAddresses;
  const webhooks = startWebhooks({
    store,
    events,
    clock,
    log: log.child({ room: "webhooks" }),
    metrics: metrics.plugin,
    assertForeign,
    declaredIn: options.configName,
  });
  const activity = createActivity({ store, keys: dataKeys, clock, log });
  const drift = await openDrift({
    meta: store.meta,
    clock,
    log: log.child({ room: "drift" }),
    metrics: metrics.plugin,
    onDrift: rulesEvents.drifted,
  });
  return {
    environments,
    acts,
    activity,
    keys: createKeys({
      store,
      clock,
      onFirstUse: (keyId) => {
        acts.note({ actor: keyId, action: "key.first_use", target: keyId }, () =>
          store.apiKeys.setFirstUsed(keyId, clock.now()),
        );
      },
    }),
    connections,
    rules,
    egresses,
    holdOffs: createHoldOffs({ clock, log: log.child({ room: "egress" }) }),
    limits: createMemoryLimits(),
    events,
    drift,
    mediaCache,
    webhooks,
    ownAddresses,
    close: async () => {
      await rules.close();
      await drift.close();
      await acts.close();
      await rulesEvents.close();
      await webhooks.close();
      await activity.close();
      await connections.close();
      await mediaCache.settled();
    },
  };
}
