import type { Egress } from "./egress.ts";

/** Outbound proxies as the configuration names them, and how they fare. */
export interface Egresses {
  /**
   * The egress of a connection in a pool: the one it has if that is still configured, else chosen by
   * rendezvous hashing. With `failover` an ejected one is passed over; never is `direct` a substitute.
   * @throws GatewayError `PROXY_ERROR` when the pool is empty, or its members are all ejected and failover is on.
   */
  readonly choose: (pool: PoolOptions, connectionId: string, keptId: string | undefined) => Egress;
  /** Reports how an attempt through an egress fared, for health and ejection. */
  readonly report: (egressId: string, result: "ok" | "failed") => void;
  readonly health: () => readonly {
    readonly id: string;
    readonly isEjected: boolean;
    readonly failures: number;
  }[];
}

/** A named pool of outbound proxies. */
export interface PoolOptions {
  readonly name: string;
  readonly members: readonly Egress[];
  readonly failover: boolean;
}
