import { hash } from "node:crypto";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Egress } from "./egress.ts";
import { createHealth, type EgressHealth } from "./health.ts";

/** Outbound proxies as the configuration names them, and how they fare. */
export interface Egresses {
  /** Replaces all pools: called when a configuration goes live. What is known of members' health stays. */
  readonly setPools: (pools: readonly PoolOptions[]) => void;
  /** @throws GatewayError `PROXY_ERROR` naming the setting if there is no such pool. */
  readonly pool: (name: string) => PoolOptions;
  /**
   * The egress of a connection in a pool: the one it has if that is still configured, else chosen by
   * rendezvous hashing among those that are not ejected. With `failover` an ejected one is left for
   * another; never is `direct` a substitute.
   * @throws GatewayError `PROXY_ERROR` when the pool is empty.
   */
  readonly choose: (pool: PoolOptions, connectionId: string, keptId: string | undefined) => Egress;
  /** Reports how an attempt through an egress fared, for health and ejection. */
  readonly report: (egressId: string, result: "ok" | "failed") => void;
  readonly health: () => readonly EgressHealth[];
}

/** A named pool of outbound proxies. */
export interface PoolOptions {
  readonly name: string;
  readonly members: readonly Egress[];
  readonly failover: boolean;
}

/** Pools without members yet; `setPools` fills them. */
export function createEgresses({ clock }: { readonly clock: Clock }): Egresses {
  const health = createHealth(clock);
  let pools: ReadonlyMap<string, PoolOptions> = new Map();

  return {
    setPools: (list) => {
      pools = new Map(list.map((pool) => [pool.name, pool]));
      health.setGroups(list.map(({ members }) => members.map(({ id }) => id)));
    },
    pool: (name) => {
      const pool = pools.get(name);
      if (pool !== undefined) return pool;
      throw new GatewayError("PROXY_ERROR", `There is no pool "${name}" of outbound proxies.`, {
        reason: "configuration",
        nextActions: [`Add \`egress.pools.${name}\` to the configuration.`],
      });
    },
    choose: (pool, connectionId, keptId) => {
      const kept = pool.members.find(({ id }) => id === keptId);
      if (kept !== undefined && !(pool.failover && health.isEjected(kept.id))) return kept;
      const live = pool.members.filter(({ id }) => !health.isEjected(id));
      const chosen = rendezvous(live.length > 0 ? live : pool.members, connectionId);
      if (chosen !== undefined) return chosen;
      throw new GatewayError("PROXY_ERROR", `The pool "${pool.name}" has no outbound proxy.`, {
        reason: "configuration",
      });
    },
    report: health.report,
    health: health.list,
  };
}

/** The member with the highest score for the key: adding or removing one moves only the keys it wins or had. */
function rendezvous(members: readonly Egress[], key: string): Egress | undefined {
  let best: Egress | undefined;
  let bestScore = "";
  for (const member of members) {
    const score = hash("sha256", `${key}\n${member.id}`, "hex");
    if (best === undefined || score > bestScore) {
      best = member;
      bestScore = score;
    }
  }
  return best;
}
