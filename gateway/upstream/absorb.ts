import type { Attempt } from "../chain/exchange.ts";
import type { Connections } from "../connections/connection.ts";

/** Takes an answer's `set-cookie` lines into the session it was made with; a promise is to be awaited before the answer ends. */
export type Absorb = (attempt: Attempt, setCookie: readonly string[]) => Promise<void> | undefined;

/** Absorbs into the jars of `connections`; an attempt without a session, or no line, costs nothing. */
export function createAbsorb(connections: Pick<Connections, "absorb">): Absorb {
  return ({ signature }, setCookie) =>
    signature === undefined || setCookie.length === 0
      ? undefined
      : connections.absorb(signature.connectionId, setCookie);
}
