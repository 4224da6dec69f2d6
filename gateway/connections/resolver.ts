import type { Clock } from "../clock.ts";
import { createReadCache } from "../store/read-cache.ts";
import type { Repositories } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { isConnectionId } from "./connection-id.ts";
import type { Connection, Connections, Resolved } from "./connection.ts";
import { sessionExpired, sessionNotProvided } from "./unusable.ts";

/** Finds connections for callers, at most a second behind the store. */
export interface Resolver {
  readonly resolve: Connections["resolve"];
  /** Makes a change to a connection count from now on. */
  readonly changed: (row: ConnectionRow) => void;
}

/** What a resolver works with. */
export interface ResolverOptions {
  readonly store: Pick<Repositories, "connections" | "grants">;
  readonly clock: Clock;
  /** How many connections are remembered at once. */
  readonly max: number;
  /** Told of each row as it is read, whoever has changed it. */
  readonly onRead: (row: ConnectionRow) => void;
}

/** Keyed by organization and environment, so that another's connection is looked up, and missed, like one that does not exist. */
export function createResolver({ store, clock, max, onRead }: ResolverOptions): Resolver {
  const cache = createReadCache<Known>({
    clock,
    max,
    maxAgeMs: 1000,
    load: async (key) => {
      const connectionId = key.slice(key.lastIndexOf(" ") + 1);
      const row = await store.connections.find(connectionId);
      if (row === undefined || cacheKey(row, row.id) !== key) return undefined;
      onRead(row);
      const connection = toConnection(row);
      const grants = await store.grants.listOf(connectionId);
      const byApp = new Map<string, Resolved>();
      const paused = new Set<string>();
      for (const { appId, permissions, pausedAt } of grants) {
        if (pausedAt !== null) paused.add(appId);
        const grant = { connectionId, appId, permissions: toSet(permissions) };
        byApp.set(appId, { connection, grant });
      }
      return { byApp, paused };
    },
  });

  return {
    resolve: (caller, connectionId) => {
      if (connectionId === undefined || !isConnectionId(connectionId)) throw sessionNotProvided();
      const known = cache.get(cacheKey(caller, connectionId));
      return known instanceof Promise
        ? known.then((loaded) => usable(loaded, caller.appId))
        : usable(known, caller.appId);
    },
    changed: (row) => cache.drop(cacheKey(row, row.id)),
  };
}

/** A row as what may be known of the connection outside of the store. */
export function toConnection(row: ConnectionRow): Connection {
  return Object.freeze({
    id: row.id,
    organizationId: row.organizationId,
    environment: row.environment,
    upstreamUserId: row.upstreamUserId,
    username: row.username ?? undefined,
    state: row.state,
    reason: row.reason ?? undefined,
    egressId: row.egressId ?? undefined,
    country: row.country ?? undefined,
    sessionSince: row.sessionSince ?? undefined,
  });
}

interface Known {
  readonly byApp: ReadonlyMap<string, Resolved>;
  /** The apps that the owner has paused. */
  readonly paused: ReadonlySet<string>;
}

function cacheKey(
  { organizationId, environment }: Pick<ConnectionRow, "organizationId" | "environment">,
  connectionId: string,
): string {
  return `${organizationId} ${environment} ${connectionId}`;
}

function usable(known: Known | undefined, appId: string): Resolved {
  const resolved = known?.byApp.get(appId);
  if (resolved === undefined) throw sessionNotProvided();
  const { state } = resolved.connection;
  if (state !== "active") throw sessionExpired(state);
  if (known?.paused.has(appId) === true) throw sessionExpired("paused");
  return resolved;
}

function toSet(json: string): ReadonlySet<string> {
  return new Set(JSON.parse(json) as readonly string[]);
}
