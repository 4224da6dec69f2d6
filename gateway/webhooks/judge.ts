import type { Clock } from "../clock.ts";
import type { DeliveryRow } from "../store/webhook-rows.ts";
import type { PostResult } from "./post.ts";
import { isParked, nextDelayMs } from "./schedule.ts";

/** What becomes of a delivery after an attempt. */
export interface Judgement {
  readonly becomes: "delivered" | "due" | "parked" | "dead";
  readonly nextAttemptAt: number | undefined;
  /** The endpoint as a whole is left alone until then. */
  readonly throttledUntil: number | undefined;
  /** The receiver wants nothing more, ever. */
  readonly isGone: boolean;
}

/**
 * Any 2xx is success and anything else is not, redirects included. 410 ends the endpoint; 429, 502,
 * 503 and 504 with `Retry-After` hold it back as a whole.
 */
export function judge(
  { attempts, firstAttemptAt, isRedelivery }: DeliveryRow,
  { status, result, retryAfterMs }: PostResult,
  at: number,
  clock: Pick<Clock, "now" | "randomBytes">,
): Judgement {
  const nothingMore = { nextAttemptAt: undefined, throttledUntil: undefined, isGone: false };
  if (result === "ok") return { becomes: "delivered", ...nothingMore };
  if (status === 410) return { becomes: "dead", ...nothingMore, isGone: true };
  const isBusy = status !== undefined && BUSY.has(status);
  const askedMs = isBusy ? retryAfterMs : undefined;
  const delayMs = nextDelayMs(attempts + 1, askedMs, clock);
  if (delayMs === undefined) return { becomes: "dead", ...nothingMore };
  const nextAttemptAt = clock.now() + delayMs;
  // What somebody asked for again does not hold up what comes now.
  const isAside = isRedelivery === 1 || isParked(firstAttemptAt ?? at, nextAttemptAt);
  return {
    becomes: isAside ? "parked" : "due",
    nextAttemptAt,
    throttledUntil: askedMs === undefined ? undefined : nextAttemptAt,
    isGone: false,
  };
}

const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
