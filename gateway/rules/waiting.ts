import type { Clock, Timer } from "../clock.ts";
import type { ActiveRules } from "./rules.ts";

/** Callers of one environment whose signature was refused and who wait for newer rules. */
export interface Waiting {
  readonly wait: (revision: string, waitMs: number) => Promise<ActiveRules | undefined>;
  /** Lets those go who wait for what serves now. */
  readonly look: () => void;
  readonly close: () => void;
}

interface Waiter {
  readonly revision: string;
  readonly deadlineMs: number;
  readonly resolve: (rules: ActiveRules | undefined) => void;
}

const MAX_REMEMBERED = 16;

/**
 * Makes a waiting room. All who wait share one timer, and one `refresh` per refused revision; the next
 * one for that revision is made only after `holdOffMs`, so that a storm of refusals stays one refresh.
 */
export function createWaiting(options: {
  readonly clock: Clock;
  readonly holdOffMs: number;
  readonly newerThan: (revision: string) => ActiveRules | undefined;
  readonly canChange: () => boolean;
  readonly refresh: () => void;
}): Waiting {
  const { clock, holdOffMs, newerThan, canChange, refresh } = options;
  const refreshedAtMs = new Map<string, number>();
  let waiters: Waiter[] = [];
  let timer: Timer | undefined;
  let timerAtMs = Infinity;
  let isClosed = false;

  const refreshOnce = (revision: string): void => {
    const before = refreshedAtMs.get(revision);
    if (before !== undefined && clock.elapsed() - before < holdOffMs) return;
    const [oldest] = refreshedAtMs.keys();
    if (refreshedAtMs.size >= MAX_REMEMBERED && oldest !== undefined) refreshedAtMs.delete(oldest);
    refreshedAtMs.delete(revision);
    refreshedAtMs.set(revision, clock.elapsed());
    refresh();
  };

  const settle = (find: (waiter: Waiter) => ActiveRules | "wait" | undefined): void => {
    const staying: Waiter[] = [];
    for (const waiter of waiters) {
      const outcome = find(waiter);
      if (outcome === "wait") staying.push(waiter);
      else waiter.resolve(outcome);
    }
    waiters = staying;
    setTimer();
  };

  const setTimer = (): void => {
    clock.clearTimeout(timer);
    timer = undefined;
    timerAtMs = waiters.reduce((least, { deadlineMs }) => Math.min(least, deadlineMs), Infinity);
    if (timerAtMs < Infinity)
      timer = clock.setTimeout(expire, Math.max(0, timerAtMs - clock.elapsed()));
  };

  const expire = (): void => {
    const nowMs = clock.elapsed();
    settle(({ deadlineMs }) => (deadlineMs <= nowMs ? undefined : "wait"));
  };

  return {
    wait: (revision, waitMs) => {
      const newer = newerThan(revision);
      if (newer !== undefined || isClosed || !canChange() || waitMs <= 0)
        return Promise.resolve(newer);
      const { promise, resolve } = Promise.withResolvers<ActiveRules | undefined>();
      const deadlineMs = clock.elapsed() + waitMs;
      waiters.push({ revision, deadlineMs, resolve });
      if (deadlineMs < timerAtMs) setTimer();
      refreshOnce(revision);
      return promise;
    },
    look: () => {
      settle(({ revision }) => newerThan(revision) ?? "wait");
    },
    close: () => {
      isClosed = true;
      settle(() => undefined);
    },
  };
}
