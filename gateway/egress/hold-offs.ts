import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import type { Egress } from "./egress.ts";

/**
 * Outbound addresses through which the upstream has answered 429, for it counts by address: the
 * gateway's own background calls leave them alone until that is over. Clients' requests go out.
 */
export interface HoldOffs {
  /** Notes such an answer, and when the upstream wants to be asked again if it said so. */
  readonly limited: (
    egress: Egress,
    environment: EnvironmentName,
    retryAfterSeconds: number | undefined,
  ) => void;
  /** How long background calls through an egress have yet to wait; 0 if they need not. */
  readonly remainingMs: (egress: Egress, environment: EnvironmentName) => number;
  /** The longest such wait for any address of an egress; 0 if there is none. */
  readonly longestMs: (egressId: string) => number;
}

interface Hold {
  readonly egressId: string;
  readonly untilMs: number;
  /** How long it is where the upstream does not say: twice as long each time it comes back soon. */
  readonly lengthMs: number;
}

/** The upstream says no time (spec: `Retry-After` was never seen); blocks of half an hour were. */
const FIRST_MS = 60_000;
const LONGEST_MS = 1_800_000;
const LONGEST_SAID_MS = 86_400_000;
const MAX_HOLDS = 10_000;

/** None yet. */
export function createHoldOffs({
  clock,
  log,
}: {
  readonly clock: Clock;
  readonly log: Log;
}): HoldOffs {
  const holds = new Map<string, Hold>();

  function lengthAfter(last: Hold | undefined, nowMs: number): number {
    if (last === undefined || nowMs > last.untilMs + last.lengthMs) return FIRST_MS;
    // What was on its way when it began says no more than the first.
    if (nowMs < last.untilMs) return last.lengthMs;
    return Math.min(last.lengthMs * 2, LONGEST_MS);
  }

  return {
    limited: (egress, environment, retryAfterSeconds) => {
      const nowMs = clock.elapsed();
      const key = keyOf(egress, environment);
      const last = holds.get(key);
      const lengthMs = lengthAfter(last, nowMs);
      const saidMs = Math.min((retryAfterSeconds ?? 0) * 1000, LONGEST_SAID_MS);
      const forMs = saidMs > 0 ? saidMs : lengthMs;
      const untilMs = Math.max(last?.untilMs ?? 0, nowMs + forMs);
      holds.delete(key);
      holds.set(key, { egressId: egress.id, untilMs, lengthMs });
      const [oldest] = holds.keys();
      if (holds.size > MAX_HOLDS && oldest !== undefined) holds.delete(oldest);
      if (last === undefined || last.untilMs <= nowMs)
        log.warn(
          { egressId: egress.id, environment, forMs },
          "the upstream limits this address: background calls through it wait",
        );
    },
    remainingMs: (egress, environment) =>
      leftOf(holds.get(keyOf(egress, environment)), clock.elapsed()),
    longestMs: (egressId) => {
      const nowMs = clock.elapsed();
      let longest = 0;
      for (const hold of holds.values())
        if (hold.egressId === egressId) longest = Math.max(longest, leftOf(hold, nowMs));
      return longest;
    },
  };
}

function leftOf(hold: Hold | undefined, nowMs: number): number {
  return Math.max((hold?.untilMs ?? 0) - nowMs, 0);
}

/** A proxy gives each user name an address of its own where the name is the connection's. */
function keyOf({ id, username = "" }: Egress, environment: EnvironmentName): string {
  return `${environment} ${id} ${username}`;
}
