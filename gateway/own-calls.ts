import type { Connection } from "./connections/connection.ts";
import type { Egress } from "./egress/egress.ts";
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
  readonly timeoutMs: number;
}

interface OwnCallsOptions {
  readonly environments: Environments;
  readonly rules: Rules;
  readonly egresses: Egresses;
}

/** Puts it together over the services and the engine. */
export function createOwnCalls(
  { environments, rules, egresses }: OwnCallsOptions,
  engine: Engine,
): OwnCalls {
  return {
    environments,
    rules,
    engine,
    egressFor: ({ id, egressId, country }) =>
      egresses.choose(egresses.pool(), id, egressId, country),
    timeoutMs: TIMEOUT_MS,
  };
}
