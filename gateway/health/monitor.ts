import type { Clock, Timer } from "../clock.ts";
import type { ConnectionState } from "../connections/life.ts";
import type { EnvironmentName } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import type { NextLook } from "../store/connection-health.ts";
import type { Repositories } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Checks } from "./checks.ts";
import { jittered, share } from "./jitter.ts";
import type { Recent } from "./recent.ts";
import type { Warn } from "./warnings.ts";

/** What looks after connections in the background. */
export interface Monitor {
  /** Begins no round any more, and waits for the one under way. */
  readonly close: () => Promise<void>;
}

const ROUND_MS = 60_000;
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/**
 * What is challenged is looked at too, for its owner may answer. What has expired is not: the upstream's
 * "Access denied." does not come right by itself, and after "Wrong user." each further request may sign
 * the owner's own browser out.
 */
const LOOKED_AT: readonly ConnectionState[] = ["active", "challenged"];

/** Starts rounds, the first after a while. */
export function startMonitor(options: {
  readonly store: Pick<Repositories, "connectionHealth">;
  readonly checks: Pick<Checks, "look">;
  readonly warn: Warn;
  /** When connections last served, by the wall clock. */
  readonly seen: Pick<Recent<number>, "get">;
  /** Those that are switched on. */
  readonly environments: ReadonlySet<EnvironmentName>;
  readonly idleMs: number;
  readonly clock: Clock;
  readonly log: Log;
}): Monitor {
  const { store, checks, warn, seen, environments, idleMs, clock, log } = options;
  const { connectionHealth } = store;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();
  let timer: Timer = schedule(ROUND_MS);

  function schedule(delayMs: number): Timer {
    const next = clock.setTimeout(
      () => {
        running = round();
      },
      jittered(clock, delayMs),
    );
    next.unref();
    return next;
  }

  async function round(): Promise<void> {
    try {
      const rows = await connectionHealth.due(LOOKED_AT, clock.now(), AT_ONCE);
      const looks = rows.map((row) => [row, laterLook(row)] as const);
      await connectionHealth.noteAll(looks.flatMap(([, later]) => later ?? []));
      await Promise.all(looks.flatMap(([{ id }, later]) => (later ? [] : check(id))));
      if (!isClosed) await warn();
    } catch (error) {
      log.error({ err: error }, "a round of checks failed; the next begins as usual");
    }
    if (!isClosed) timer = schedule(ROUND_MS);
  }

  /** When to look at it instead, if not now. */
  function laterLook(row: ConnectionRow): NextLook | undefined {
    const { id, state, environment, checkDueAt } = row;
    const nowMs = clock.now();
    const seenMs = state === "active" ? (seen.get(id) ?? 0) : 0;
    if (!environments.has(environment)) return { id, checkDueAt: nowMs + DAY_MS };
    // Spread out, so that many that come at once are not all checked at once.
    if (checkDueAt === null) return { id, checkDueAt: nowMs + Math.round(idleMs * share(clock)) };
    if (seenMs > nowMs - idleMs)
      return { id, checkedAt: seenMs, checkDueAt: seenMs + jittered(clock, idleMs) };
    return undefined;
  }

  async function check(id: string): Promise<void> {
    if (!isClosed) await checks.look(id);
  }

  return {
    close: async () => {
      isClosed = true;
      clock.clearTimeout(timer);
      await running;
    },
  };
}
