import type { Clock } from "../clock.ts";
import type { Config } from "../config/schema.ts";
import type { Connection } from "../connections/connection.ts";
import type { EnvironmentName } from "../environments.ts";
import type { GatewayError } from "../errors.ts";
import type { Engine } from "../http/engine.ts";
import type { Log } from "../observe/log.ts";
import { createOwnCalls } from "../own-calls.ts";
import type { Services } from "../services.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { createSendPlain } from "../uploads/send-plain.ts";
import type { Events } from "../webhooks/events.ts";
import { createChecks, type Checks } from "./checks.ts";
import { createErrorCounts, type ErrorCounts } from "./error-counts.ts";
import { startMonitor } from "./monitor.ts";
import { createHashes } from "./hashes.ts";
import { createProbe } from "./probe.ts";
import { createRecent } from "./recent.ts";
import { isCertain, isDoubt } from "./verdict.ts";
import { createWarnings } from "./warnings.ts";

/** Whether connections still work, heard from their exchanges and asked for in between. */
export interface Health {
  /**
   * Takes what the upstream's answer to an exchange says of the connection's session. A doubt is
   * checked in the background; a promise is given where the state changes at once.
   */
  readonly heard: (
    connection: Connection,
    error: GatewayError | undefined,
  ) => Promise<void> | undefined;
  readonly check: Checks["check"];
  readonly errors: ErrorCounts;
}

const MAX_SEEN = 50_000;

/** Starts looking after connections over the services and the engine. */
export function startHealth(options: {
  readonly config: Pick<Config, "health">;
  readonly services: Services & { readonly events: Events };
  readonly store: Store;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
}): Health & { readonly close: () => Promise<void> } {
  const { services, store, engine, clock } = options;
  const { connections, events, environments } = services;
  const settings = options.config.health;
  const log = options.log.child({ room: "health" });
  const seen = createRecent<number>(MAX_SEEN);
  const calling = createOwnCalls(services, engine);
  const { heldMs, egressFor, holdOffs } = calling;
  const probe = createProbe(calling, connections);
  const checks = createChecks({ store, connections, probe, heldMs, clock, log, settings });
  const sendPlain = createSendPlain(calling);
  const hashes = createHashes({
    environments,
    connections,
    sendPlain,
    heldMs,
    limited: (connection, retryAfterSeconds) =>
      holdOffs.limited(egressFor(connection), connection.environment, retryAfterSeconds),
    clock,
    log,
  });
  const monitor = settings.monitor
    ? startMonitor({
        store,
        checks,
        warn: createWarnings({ store, events, clock, settings }),
        seen,
        environments: new Set(Object.keys(environments) as EnvironmentName[]),
        idleMs: settings.idleMs,
        clock,
        log,
      })
    : undefined;

  return {
    heard: (connection, error) => {
      const { id } = connection;
      if (error === undefined) {
        seen.set(id, clock.now());
        hashes.want(connection);
      } else if (isDoubt(error)) {
        // Both are final; asking once more could only do harm.
        const reason = isCertain(error) ? saidBy(error) : "signed_out";
        if (isCertain(error) || connections.isSignedOut(id))
          return connections.setState(id, "expired", reason, "upstream", isSame(connection));
        void checks.confirm(id);
      }
      return undefined;
    },
    check: checks.check,
    errors: createErrorCounts(clock),
    close: async () => {
      const closed = checks.close();
      await monitor?.close();
      await closed;
      await hashes.close();
    },
  };
}

/** Asked in the same transaction: a word against a session says nothing of the one that has taken its place meanwhile. */
function isSame({ sessionSince }: Connection): (now: ConnectionRow) => boolean {
  return (now) => now.sessionSince === (sessionSince ?? null);
}

function saidBy({ details: { upstream } }: GatewayError): string {
  return upstream?.message ?? "wrong user";
}
