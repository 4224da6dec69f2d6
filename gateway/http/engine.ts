import type { Attempt } from "../chain/exchange.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { Agents } from "./agents.ts";
import type { ReplayBudget } from "./replay-budget.ts";
import type { Origin, Transport } from "./transport.ts";

/**
 * The upstream's particulars, given to the engine so that it need not know them. `authorize` is the
 * only code that reads a session's secrets; after it nothing changes the head of an attempt.
 */
export interface Authority {
  /** @throws GatewayError if the destination may not have the session, or there is none. */
  readonly authorize: (attempt: Attempt) => void | Promise<void>;
  /** Takes `set-cookie` lines into the session; a promise must be awaited before the answer ends. */
  readonly absorb: (attempt: Attempt, setCookie: readonly string[]) => Promise<void> | undefined;
}

/** What every exchange is served with; it outlives generations. */
export interface Engine {
  readonly clock: Clock;
  readonly log: Log;
  readonly transport: Transport;
  readonly agents: Agents;
  readonly originOf: (origin: string) => Origin;
  readonly authority: Authority;
  readonly replayBudget: ReplayBudget;
  readonly isDraining: () => boolean;
  /** Counts answers that were cut in the middle, by the side that cut them. */
  readonly onTruncated: (side: "client" | "upstream") => void;
}
