import type { Clock } from "../clock.ts";

/** A duration moved by up to a quarter either way, so that what began together does not stay together. */
export function jittered(clock: Pick<Clock, "randomBytes">, durationMs: number): number {
  return Math.round(durationMs * (0.75 + share(clock) / 2));
}

/** A random number from 0 up to 1. */
export function share(clock: Pick<Clock, "randomBytes">): number {
  return clock.randomBytes(4).readUInt32BE() / 2 ** 32;
}
