import type { Connection } from "./connections/connection.ts";
import type { Egress } from "./egress/egress.ts";
import type { HoldOffs } from "./egress/hold-offs.ts";
import type { Egresses } from "./egress/pool.ts";
import type { Environments } from "./environments.ts";
import type { Engine } from "./http/engine.ts";
import type { Rules } from "./rules/rules.ts";

const TIMEOUT_MS = 15_000;

/** What requests of the gateway's own are made with, so that they go out as exchanges do. */
export interface OwnCalls {
  readonly environments: Environments;
  readonly rules: Rules;
  readonly engine: Engine;
  /** The connection's outbound proxy. */
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly holdOffs: Pick<HoldOffs, "limited">;
  /** How long calls that nobody waits for must not leave as a connection, because the upstream limits its address. */
  readonly heldMs: (
    connection: Pick<Connection, "id" | "egressId" | "country" | "environment">,
  ) => number;
  readonly timeoutMs: number;
}

interface OwnCallsOptions {
  readonly environments: Environments;
  readonly rules: Rules;
  readonly egresses: Egresses;
  readonly holdOffs: HoldOffs;
}

/** Puts it together over the services and the engine. */
export function createOwnCalls(
  { environments, rules, egresses, holdOffs }: OwnCallsOptions,
  engine: Engine,
): OwnCalls {
  const egressFor: OwnCalls["egressFor"] = ({ id, egressId, country }) =>
    egresses.choose(egresses.pool(), id, egressId, country);
  return {
    environments,
    rules,
    engine,
    egressFor,
    holdOffs,
    heldMs: (connection) => {
      try {
        return holdOffs.remainingMs(egressFor(connection), connection.environment);
      } catch {
        // Why there is no way out the call itself will say.
        return 0;
      }
    },
    timeoutMs: TIMEOUT_MS,
  };
}
