import { randomBytes } from "node:crypto";
import type { Clock, Timer } from "../../gateway/clock.ts";

/** A clock that moves only by hand. */
export interface FakeClock extends Clock {
  /** Moves time on and runs every timer that falls due, in order, each at its own time. */
  readonly advance: (byMs: number) => void;
  /** Timers that wait now. */
  readonly pending: () => number;
}

interface Waiting extends Timer {
  dueMs: number;
}

/** Makes a clock that starts at `startMs`; randomness is real. */
export function createFakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  const runs = new Map<Waiting, () => void>();
  let elapsedMs = 0;
  const nextDueBy = (untilMs: number) =>
    [...runs.keys()].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];

  return {
    now: () => startMs + elapsedMs,
    elapsed: () => elapsedMs,
    setTimeout: (run, delayMs) => {
      const timer: Waiting = {
        dueMs: elapsedMs + delayMs,
        refresh: () => {
          timer.dueMs = elapsedMs + delayMs;
          runs.set(timer, run);
          return timer;
        },
        unref: () => timer,
      };
      runs.set(timer, run);
      return timer;
    },
    clearTimeout: (timer) => runs.delete(timer as Waiting),
    randomBytes,
    advance: (byMs) => {
      const untilMs = elapsedMs + byMs;
      for (let timer = nextDueBy(untilMs); timer; timer = nextDueBy(untilMs)) {
        const run = runs.get(timer);
        runs.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.dueMs);
        run?.();
      }
      elapsedMs = untilMs;
    },
    pending: () => runs.size,
  };
}
