import { Gauge, type Registry } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Connections } from "../connections/connection.ts";
import type { Egresses } from "../egress/pool.ts";
import type { EnvironmentName, Environments } from "../environments.ts";
import type { FeedStanding } from "../rules/feeds.ts";
import type { MediaCache } from "../media/cache.ts";
import type { Rules } from "../rules/rules.ts";
import type { RunningRules } from "../rules/start-rules.ts";
import type { Webhooks } from "../webhooks/webhooks.ts";

/** Where gauges are read from, at the moment of a scrape; what is missing shows no series. */
export interface Sources {
  readonly environments?: Environments;
  readonly rules?: Pick<Rules, "current" | "pinned"> &
    Partial<Pick<RunningRules, "feeds" | "bans" | "awaiting">>;
  readonly connections?: Pick<Connections, "countByState">;
  readonly egresses?: Pick<Egresses, "health">;
  readonly webhooks?: Pick<Webhooks, "counts" | "oldestWaitingAt">;
  readonly generations?: () => readonly {
    readonly id: number;
    readonly inFlight: number;
    readonly isCurrent: boolean;
  }[];
  /** Whether a rollback holds against the configuration file. */
  readonly isRollback?: () => boolean;
  /** The exchanges under way. */
  readonly exchanges?: () => readonly { readonly route: { readonly prefix: string } }[];
  readonly clientConnections?: () => number;
  readonly replayBytes?: () => number;
  readonly mediaCache?: Pick<MediaCache, "bytes">;
}

type SetValue = (labels: Record<string, string>, value: number) => void;

/** Registers the gauges that are read when scraped; returns what adds sources to read from. */
export function createScrapedGauges(registry: Registry, clock: Clock): (more: Sources) => void {
  const sources: { -readonly [Name in keyof Sources]: Sources[Name] } = {};
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    read: (set: SetValue) => void | Promise<void>,
  ) =>
    new Gauge({
      name: `countersign_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        // Label sets that are no more (a past revision, a generation that ended) go.
        this.reset();
        await read((labels, value) => this.set(labels, value));
      },
    });
  const eachEnvironment = (visit: (environment: EnvironmentName) => void) => {
    (Object.keys(sources.environments ?? {}) as EnvironmentName[]).forEach(visit);
  };

  const eachFeed = (visit: (labels: Record<string, string>, feed: FeedStanding) => void) => {
    eachEnvironment((environment) =>
      sources.rules
        ?.feeds?.(environment)
        .forEach((feed, index) => visit({ environment, feed: String(index) }, feed)),
    );
  };

  const underWay = "Exchanges that have begun and not ended.";
  gauge("exchanges_in_flight", underWay, ["route"], (set) => {
    const counts = new Map<string, number>();
    for (const { route } of sources.exchanges?.() ?? []) {
      counts.set(route.prefix, (counts.get(route.prefix) ?? 0) + 1);
    }
    for (const [route, count] of counts) set({ route }, count);
  });
  const age = "Time since the upstream built the serving rules.";
  gauge("rules_age_seconds", age, ["environment"], (set) => {
    eachEnvironment((environment) => {
      const builtAt = sources.rules?.current(environment)?.builtAt;
      if (builtAt !== undefined) set({ environment }, (clock.now() - builtAt) / 1000);
    });
  });
  const info = "1 for the revision that serves.";
  gauge("rules_info", info, ["environment", "scheme", "revision"], (set) => {
    eachEnvironment((environment) => {
      const rules = sources.rules?.current(environment);
      if (rules) set({ environment, scheme: rules.scheme, revision: rules.revision }, 1);
    });
  });
  gauge("rules_pinned", "1 while a revision is pinned, else 0.", ["environment"], (set) => {
    eachEnvironment((environment) => {
      set({ environment }, sources.rules?.pinned(environment) === undefined ? 0 : 1);
    });
  });
  const banned = "Newer builds that do not serve because the upstream refused them.";
  gauge("rules_banned", banned, ["environment"], (set) => {
    eachEnvironment((environment) => {
      set({ environment }, sources.rules?.bans?.(environment).length ?? 0);
    });
  });
  const awaiting = "Builds that feeds publish and on which not enough of them agree.";
  gauge("rules_awaiting_agreement", awaiting, ["environment"], (set) => {
    eachEnvironment((environment) => {
      set({ environment }, sources.rules?.awaiting?.(environment).length ?? 0);
    });
  });
  // By its place in the configuration: no label carries a URL.
  const perFeed = ["environment", "feed"];
  const answered = "Time since a rules feed last answered.";
  gauge("rules_feed_age_seconds", answered, perFeed, (set) => {
    eachFeed((labels, { answeredAt }) => {
      if (answeredAt !== undefined) set(labels, (clock.now() - answeredAt) / 1000);
    });
  });
  gauge("rules_feed_failures", "Failures of a rules feed since it answered.", perFeed, (set) => {
    eachFeed((labels, { failures }) => set(labels, failures));
  });
  gauge("connections", "Linked accounts by state.", ["state"], async (set) => {
    const counts = await sources.connections?.countByState();
    for (const [state, count] of counts ?? []) set({ state }, count);
  });
  gauge("egresses", "Outbound proxies by health.", ["state"], (set) => {
    const health = sources.egresses?.health();
    if (health === undefined) return;
    const ejected = health.filter(({ isEjected }) => isEjected).length;
    set({ state: "healthy" }, health.length - ejected);
    set({ state: "ejected" }, ejected);
  });
  gauge("webhook_deliveries", "Deliveries of events, by state.", ["state"], async (set) => {
    const counts = await sources.webhooks?.counts();
    for (const [state, count] of counts ?? []) set({ state }, count);
  });
  const lag = "Age of the oldest event that an endpoint has yet to get.";
  gauge("webhook_lag_seconds", lag, [], async (set) => {
    if (sources.webhooks === undefined) return;
    const oldestAt = await sources.webhooks.oldestWaitingAt();
    set({}, oldestAt === undefined ? 0 : (clock.now() - oldestAt) / 1000);
  });
  gauge("generation", "The generation that takes new exchanges.", [], (set) => {
    const current = sources.generations?.().find(({ isCurrent }) => isCurrent);
    if (current) set({}, current.id);
  });
  gauge("rollback_holds", "1 while a rollback holds against the file, else 0.", [], (set) => {
    if (sources.isRollback) set({}, sources.isRollback() ? 1 : 0);
  });
  const inFlight = "Exchanges under way, by the generation they began in.";
  gauge("generation_exchanges_in_flight", inFlight, ["generation"], (set) => {
    for (const { id, inFlight } of sources.generations?.() ?? [])
      set({ generation: String(id) }, inFlight);
  });
  gauge("client_connections_open", "Open connections from clients.", [], (set) => {
    if (sources.clientConnections) set({}, sources.clientConnections());
  });
  gauge("replay_buffer_bytes", "Memory held to send request bodies again.", [], (set) => {
    if (sources.replayBytes) set({}, sources.replayBytes());
  });
  gauge("media_cache_bytes", "What the files of the media cache take on the disk.", [], (set) => {
    if (sources.mediaCache) set({}, sources.mediaCache.bytes());
  });
  return (more) => {
    Object.assign(sources, more);
  };
}
