import { randomBytes } from "node:crypto";

/** A pending timer; `refresh` starts its wait anew, `unref` lets the process end before it fires. */
export interface Timer {
  readonly refresh: () => unknown;
  readonly unref: () => unknown;
}

/**
 * Time, timers and randomness. One clock is injected into everything, so that a test moves time
 * by hand and a run can be made deterministic; nothing else in the gateway calls `Date.now`.
 */
export interface Clock {
  /** Wall-clock milliseconds since 1970, for what people and upstreams see. */
  readonly now: () => number;
  /** Milliseconds that never jump, for durations and deadlines. */
  readonly elapsed: () => number;
  readonly setTimeout: (run: () => void, delayMs: number) => Timer;
  readonly clearTimeout: (timer: Timer | undefined) => void;
  readonly randomBytes: (size: number) => Buffer;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  setTimeout: (run, delayMs) => setTimeout(run, delayMs),
  clearTimeout: (timer) => {
    clearTimeout(timer as NodeJS.Timeout | undefined);
  },
  randomBytes,
};
