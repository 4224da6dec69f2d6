import type { EnvironmentName } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { RulesEventType, UpstreamEventType } from "./event-types.ts";
import type { Events } from "./events.ts";

/** Tells organizations what became of an environment's signing rules and upstream, if they chose to hear it. */
export interface RulesEvents {
  /** Another build signs; the same again, also after a restart, is no news. */
  readonly updated: (environment: EnvironmentName, revision: string) => void;
  readonly rejected: (environment: EnvironmentName, source: string, reason: string) => void;
  /** The upstream refused the newest build; told once for each. */
  readonly stale: (environment: EnvironmentName, revision: string) => void;
  /** An endpoint of the upstream's answers otherwise than before. */
  readonly drifted: (
    environment: EnvironmentName,
    endpoint: string,
    changes: readonly object[],
  ) => void;
  /** Resolves once everything told so far is in the store. */
  readonly close: () => Promise<void>;
}

/** One at a time, in the order things happened; rules themselves wait for none of it. */
export function createRulesEvents(options: {
  readonly store: Pick<Store, "transaction">;
  readonly events: Pick<Events, "emit">;
  readonly log: Log;
}): RulesEvents {
  const { store, events, log } = options;
  const lastRejections = new Map<EnvironmentName, string>();
  let last: Promise<void> = Promise.resolve();

  function tell(
    type: RulesEventType | UpstreamEventType,
    environment: EnvironmentName,
    data: object,
    once?: string,
  ): void {
    const name = `told.${type}.${environment}`;
    const write = async (inner: Repositories): Promise<void> => {
      if (once !== undefined) {
        if ((await inner.meta.get(name)) === once) return;
        await inner.meta.set(name, once);
      }
      const endpoints = await inner.webhookEndpoints.listEnabled(environment);
      for (const organizationId of new Set(endpoints.map((endpoint) => endpoint.organizationId)))
        await events.emit(inner, { type, organizationId, environment, data });
    };
    const told = last.then(() => store.transaction(write));
    last = told.catch((error: unknown) => {
      log.warn({ error, environment, type }, "an event about an environment was not kept");
    });
  }

  return {
    updated: (environment, revision) => tell("rules.updated", environment, { revision }, revision),
    rejected: (environment, source, reason) => {
      // A feed repeats itself at every poll.
      const said = `${source} ${reason}`;
      if (lastRejections.get(environment) === said) return;
      lastRejections.set(environment, said);
      tell("rules.rejected", environment, { source, reason: reason.slice(0, MAX_REASON) });
    },
    stale: (environment, revision) => tell("rules.stale", environment, { revision }, revision),
    drifted: (environment, endpoint, changes) =>
      tell("upstream.drift", environment, { endpoint, changes: changes.slice(0, MAX_CHANGES) }),
    close: () => last,
  };
}

const MAX_REASON = 500;
const MAX_CHANGES = 20;
