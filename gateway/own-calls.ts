import type { Connection } from "./connections/connection.ts";
import type { Egress } from "./egress/egress.ts";
import type { Engine } from "./http/engine.ts";
import type { Services } from "./services.ts";

const TIMEOUT_MS = 15_000;
/** The pool that connections use unless their chain says otherwise. */
const POOL = "default";

/** What requests of the gateway's own are made with, so that they go out as exchanges do. */
export interface OwnCalls extends Pick<Services, "environments" | "rules"> {
  readonly engine: Engine;
  /** The connection's outbound proxy. */
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly timeoutMs: number;
}

/** Puts it together over the services and the engine. */
export function createOwnCalls(
  { environments, rules, egresses }: Pick<Services, "environments" | "rules" | "egresses">,
  engine: Engine,
): OwnCalls {
  return {
    environments,
    rules,
    engine,
    egressFor: ({ id, egressId, country }) =>
      egresses.choose(egresses.pool(POOL), id, egressId, country),
    timeoutMs: TIMEOUT_MS,
  };
}
