import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Egress } from "./egress.ts";
import { createHealth, type EgressHealth } from "./health.ts";
import { createHolders } from "./holders.ts";
import { createOwnCredentials, takesCountry } from "./own-credentials.ts";
import { rendezvous } from "./rendezvous.ts";

/** Outbound proxies as the configuration names them, and how they fare. */
export interface Egresses {
  /** Replaces all pools, and says which one is meant where none is named: called when a configuration goes live. What is known of members' health stays. */
  readonly setPools: (pools: readonly PoolOptions[], defaultName?: string) => void;
  /** The pool of this name, or the default one. @throws GatewayError `PROXY_ERROR` naming the setting if there is none. */
  readonly pool: (name?: string) => PoolOptions;
  /**
   * The egress of a connection, with the connection's own credentials: the one it has if that is
   * still configured, a proxy of another pool too, else one of the pool, chosen by rendezvous hashing among those of its country that have
   * room and are not ejected. With `failover` an ejected one is left for another of the same country;
   * never is `direct` a substitute.
   * @throws GatewayError `PROXY_ERROR` when the pool is empty, full, or has none in the country.
   */
  readonly choose: (
    pool: PoolOptions,
    connectionId: string,
    keptId: string | undefined,
    country?: string,
  ) => Egress;
  /**
   * Gives a connection the egress that was named for it.
   * @throws GatewayError `BAD_REQUEST` if none is called so; `CONFLICT` if it has no room.
   */
  readonly assign: (connectionId: string, egressId: string) => void;
  /** Notes which egress a connection has, from the store; `undefined` once it has none. */
  readonly note: (connectionId: string, egressId: string | undefined) => void;
  /** Reports how an attempt through an egress fared, for health and ejection. */
  readonly report: (egressId: string, result: "ok" | "failed") => void;
  readonly health: () => readonly EgressHealth[];
  /** All members of all pools as an operator sees them. */
  readonly list: () => readonly EgressStanding[];
  /** A member with a connection's own credentials, to try it. @throws GatewayError `RESOURCE_NOT_FOUND`. */
  readonly find: (egressId: string, connectionId: string, country?: string) => Egress;
}

/** A named pool of outbound proxies. */
export interface PoolOptions {
  readonly name: string;
  readonly members: readonly Egress[];
  readonly failover: boolean;
  /** How many connections one member may have; 1 gives each connection an address of its own. */
  readonly maxConnectionsPerEgress?: number;
}

/** A member of a pool: what it is and how it fares, without its credentials. */
export interface EgressStanding extends EgressHealth {
  readonly pool: string;
  readonly kind: Egress["kind"];
  readonly country: string | null;
  readonly connections: number;
  readonly maxConnections: number | null;
}

/** Pools without members yet; `setPools` fills them. */
export function createEgresses({ clock }: { readonly clock: Clock }): Egresses {
  const health = createHealth(clock);
  const holders = createHolders();
  const own = createOwnCredentials();
  let pools: ReadonlyMap<string, PoolOptions> = new Map();
  let defaultPool = "default";

  const hasRoom = (pool: PoolOptions, egressId: string, connectionId: string): boolean => {
    const { maxConnectionsPerEgress: max = Infinity } = pool;
    return holders.has(connectionId, egressId) || holders.count(egressId) < max;
  };

  function candidates(pool: PoolOptions, connectionId: string, country: string | undefined) {
    const serving = pool.members.filter((member) => serves(pool, member, country));
    const free = serving.filter(({ id }) => hasRoom(pool, id, connectionId));
    return { serving, free, live: free.filter(({ id }) => !health.isEjected(id)) };
  }

  function pick(pool: PoolOptions, connectionId: string, country: string | undefined): Egress {
    const { serving, free, live } = candidates(pool, connectionId, country);
    const chosen = rendezvous(live.length > 0 ? live : free, connectionId);
    if (chosen === undefined) throw nothingIn(pool, serving.length > 0, country);
    holders.note(connectionId, chosen.id);
    return chosen;
  }

  /** What a connection leaves an ejected egress for; itself if nothing else is better. */
  function standIn(pool: PoolOptions, connectionId: string, kept: Egress, country?: string) {
    const { live } = candidates(pool, connectionId, country ?? kept.country);
    const fit = live.filter(({ kind }) => kind !== "direct" || kept.kind === "direct");
    const chosen = rendezvous(fit, connectionId) ?? kept;
    holders.note(connectionId, chosen.id);
    return chosen;
  }

  function findMember(egressId: string): { pool: PoolOptions; member: Egress } | undefined {
    for (const pool of pools.values()) {
      const member = pool.members.find(({ id }) => id === egressId);
      if (member !== undefined) return { pool, member };
    }
    return undefined;
  }

  /** The pool that has what a connection keeps: another than the one asked for only if it is a proxy. */
  function keptIn(pool: PoolOptions, keptId = ""): PoolOptions | undefined {
    if (pool.members.some(({ id }) => id === keptId)) return pool;
    const found = findMember(keptId);
    return found?.member.kind === "direct" ? undefined : found?.pool;
  }

  return {
    setPools: (list, defaultName = "default") => {
      defaultPool = defaultName;
      pools = new Map(list.map((pool) => [pool.name, pool]));
      health.setGroups(list.map(({ members }) => members.map(({ id }) => id)));
    },
    pool: (name = defaultPool) => {
      const pool = pools.get(name);
      if (pool !== undefined) return pool;
      throw new GatewayError("PROXY_ERROR", `There is no pool "${name}" of outbound proxies.`, {
        reason: "configuration",
        nextActions: [`Add \`egress.pools.${name}\` to the configuration.`],
      });
    },
    choose: (pool, connectionId, keptId, country) => {
      const home = keptIn(pool, keptId);
      const kept = home?.members.find(({ id }) => id === keptId);
      const isLeft = home?.failover === true && kept !== undefined && health.isEjected(kept.id);
      const chosen = isLeft
        ? standIn(home, connectionId, kept, country)
        : (kept ?? pick(pool, connectionId, country));
      return own(chosen, { connectionId, country: country ?? chosen.country });
    },
    assign: (connectionId, egressId) => {
      const found = findMember(egressId);
      if (found === undefined)
        throw new GatewayError("BAD_REQUEST", `There is no outbound proxy "${egressId}".`, {
          nextActions: ["Name a member of `egress.pools`, or leave it out."],
        });
      if (!hasRoom(found.pool, egressId, connectionId))
        throw new GatewayError(
          "CONFLICT",
          `The outbound proxy "${egressId}" has as many connections as it may have.`,
          { reason: "egress_full", nextActions: ["Name another one."] },
        );
      holders.note(connectionId, egressId);
    },
    note: holders.note,
    report: health.report,
    health: health.list,
    list: () => {
      const standings = new Map(health.list().map((standing) => [standing.id, standing]));
      return [...pools.values()].flatMap((pool) =>
        pool.members.map(({ id, kind, country = null }) => ({
          ...(standings.get(id) ?? { id, isEjected: false, failures: 0 }),
          pool: pool.name,
          kind,
          country,
          connections: holders.count(id),
          maxConnections: pool.maxConnectionsPerEgress ?? null,
        })),
      );
    },
    find: (egressId, connectionId, country) => {
      const member = findMember(egressId)?.member;
      if (member === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", `There is no outbound proxy "${egressId}".`);
      return own(member, { connectionId, country: country ?? member.country });
    },
  };
}

/** Countries count only in a pool whose members say theirs. */
function serves({ members }: PoolOptions, member: Egress, country: string | undefined): boolean {
  if (country === undefined || member.country === country || takesCountry(member)) return true;
  return !members.some((each) => each.country !== undefined || takesCountry(each));
}

function nothingIn(
  { name, members }: PoolOptions,
  isFull: boolean,
  country: string | undefined,
): GatewayError {
  const where = country === undefined || members.length === 0 ? "" : ` in ${country}`;
  return isFull
    ? new GatewayError("PROXY_ERROR", `The pool "${name}" has no room left${where}.`, {
        reason: "full",
        nextActions: [`Add outbound proxies to \`egress.pools.${name}\`.`],
      })
    : new GatewayError("PROXY_ERROR", `The pool "${name}" has no outbound proxy${where}.`, {
        reason: "configuration",
      });
}
