import type { Clock } from "../clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one comes: ten attempts over about three days (Standard Webhooks 1.0). */
const DELAYS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A delivery that fails at the head of its lane holds up those behind it no longer than this. */
const MAX_BLOCK_MS = HOUR;

/** No receiver is waited for longer than this on its own word. */
const MAX_ASKED_MS = 24 * HOUR;

/**
 * How long to wait after so many failed attempts, give or take a tenth so that what failed together
 * does not come back together; not less than the receiver asked for. Nothing after the last attempt.
 */
export function nextDelayMs(
  attempts: number,
  askedMs: number | undefined,
  clock: Pick<Clock, "randomBytes">,
): number | undefined {
  const delayMs = DELAYS_MS[attempts - 1];
  if (delayMs === undefined) return undefined;
  const spread = (clock.randomBytes(2).readUInt16BE() / 0xffff - 0.5) * 0.2;
  return Math.max(Math.round(delayMs * (1 + spread)), Math.min(askedMs ?? 0, MAX_ASKED_MS));
}

/** Whether a delivery first tried then and to be tried again at a time makes way for those behind it. */
export function isParked(firstAttemptAt: number, nextAttemptAt: number): boolean {
  return nextAttemptAt - firstAttemptAt > MAX_BLOCK_MS;
}
