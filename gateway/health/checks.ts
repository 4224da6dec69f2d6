import type { Clock } from "../clock.ts";
import type { Connections } from "../connections/connection.ts";
import type { ConnectionState } from "../connections/life.ts";
import { toConnection } from "../connections/resolver.ts";
import { GatewayError, toGatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type { OwnCalls } from "../own-calls.ts";
import type { Repositories } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { jittered, share } from "./jitter.ts";
import type { Probe } from "./probe.ts";
import { createRecent } from "./recent.ts";
import { createSlots } from "./slots.ts";
import { verdictOf, type Verdict } from "./verdict.ts";

/** What a check came to. */
export interface CheckResult {
  /** `unknown`: something else failed, the session stands as before; `unchecked`: it has none to check. */
  readonly outcome: "works" | "expired" | "challenged" | "unknown" | "unchecked";
  /** What kept it from being known. */
  readonly error?: GatewayError;
}

/** Checks of connections' sessions, one at a time for each connection. */
export interface Checks {
  /** Checks now, or waits for the check under way. */
  readonly check: (connectionId: string) => Promise<CheckResult>;
  /** The same in the background: not while the upstream limits the address it would leave from, but then after that. */
  readonly look: (connectionId: string) => Promise<CheckResult>;
  /** Checks in the background because of a doubt: nothing while this session of the connection rests from its last check. */
  readonly confirm: (connectionId: string) => Promise<CheckResult | undefined>;
  /** Begins none any more, and waits for those under way. */
  readonly close: () => Promise<void>;
}

/** How long checks rest, and how many run. */
export interface CheckSettings {
  readonly parallel: number;
  readonly pauseMs: number;
  readonly maxPauseMs: number;
  readonly idleMs: number;
}

interface Rest {
  readonly untilMs: number;
  readonly failures: number;
  readonly sessionSince: number | null;
}

/** States whose session may still be of use. What is paused or ended is left alone. */
const CHECKED: readonly ConnectionState[] = ["active", "expired", "challenged"];
const REPAIRABLE: readonly ConnectionState[] = ["expired", "challenged"];
const MAX_REMEMBERED = 10_000;
/** What waited for one address is not checked all at once. */
const SPREAD_MS = 60_000;

/** Makes checks by a probe; only their verdicts change a connection's state. */
export function createChecks(options: {
  readonly store: Pick<Repositories, "connections" | "connectionHealth">;
  readonly connections: Pick<Connections, "setState">;
  readonly probe: Probe;
  readonly heldMs: OwnCalls["heldMs"];
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: CheckSettings;
}): Checks {
  const { store, connections, probe, heldMs, clock, log, settings } = options;
  const flights = new Map<string, Promise<CheckResult>>();
  const rests = createRecent<Rest>(MAX_REMEMBERED);
  const slots = createSlots(settings.parallel);
  let isClosed = false;

  function begin(connectionId: string, isBackground: boolean): Promise<CheckResult> {
    const flight = slots
      .take(() => (isClosed ? Promise.resolve(unchecked) : examine(connectionId, isBackground)))
      .catch((error: unknown) => {
        log.error({ err: error, connectionId }, "a connection could not be checked");
        return { outcome: "unknown" as const, error: toGatewayError(error) };
      })
      .finally(() => flights.delete(connectionId));
    flights.set(connectionId, flight);
    return flight;
  }

  async function examine(connectionId: string, isBackground: boolean): Promise<CheckResult> {
    const row = await store.connections.find(connectionId);
    if (row === undefined || !CHECKED.includes(row.state)) return unchecked;
    const waitMs = isBackground ? heldMs(toConnection(row)) : 0;
    if (waitMs > 0) {
      const checkDueAt = clock.now() + waitMs + Math.round(SPREAD_MS * share(clock));
      await store.connectionHealth.note(connectionId, { checkDueAt });
      return { outcome: "unknown", error: limited(waitMs) };
    }
    const verdict = await probe(toConnection(row)).then(
      (): Verdict => ({ kind: "works" }),
      (error: unknown) => verdictOf(toGatewayError(error)),
    );
    await settle(row, verdict);
    const restMs = rest(row, verdict);
    const works = verdict.kind === "works";
    await store.connectionHealth.note(connectionId, {
      ...(works && { checkedAt: clock.now() }),
      checkDueAt: clock.now() + jittered(clock, works ? settings.idleMs : restMs),
    });
    if (verdict.kind === "unknown") return { outcome: "unknown", error: verdict.error };
    return { outcome: works ? "works" : verdict.state };
  }

  async function settle({ id, sessionSince, state }: ConnectionRow, verdict: Verdict) {
    // What was found of one session says nothing of the one that has taken its place meanwhile.
    const isSame = (now: ConnectionRow) => now.sessionSince === sessionSince;
    if (verdict.kind === "against")
      await connections.setState(id, verdict.state, verdict.reason, "upstream", isSame);
    if (verdict.kind === "works" && state !== "active")
      await connections.setState(
        id,
        "active",
        "repaired",
        "upstream",
        (now) => isSame(now) && REPAIRABLE.includes(now.state),
      );
  }

  function rest({ id, sessionSince }: ConnectionRow, { kind }: Verdict): number {
    const last = rests.get(id);
    const before = last?.sessionSince === sessionSince ? last.failures : 0;
    const failures = kind === "works" ? 0 : before + 1;
    const pauseMs = Math.min(
      settings.pauseMs * 2 ** Math.min(Math.max(failures - 1, 0), 30),
      settings.maxPauseMs,
    );
    rests.set(id, { untilMs: clock.elapsed() + pauseMs, failures, sessionSince });
    return pauseMs;
  }

  /** A session that has taken the place of the one that rests has not been looked at yet. */
  async function isResting(connectionId: string): Promise<boolean> {
    const last = rests.get(connectionId);
    if (last === undefined || clock.elapsed() >= last.untilMs) return false;
    // What cannot be read here the check will say.
    const row = await store.connections.find(connectionId).catch(() => undefined);
    return row?.sessionSince === last.sessionSince;
  }

  const checked = (connectionId: string, isBackground: boolean) =>
    flights.get(connectionId) ?? begin(connectionId, isBackground);
  return {
    check: (connectionId) => checked(connectionId, false),
    look: (connectionId) => checked(connectionId, true),
    confirm: async (connectionId) => {
      const isIdle = !flights.has(connectionId) && (await isResting(connectionId));
      return isIdle || isClosed ? undefined : checked(connectionId, true);
    },
    close: async () => {
      isClosed = true;
      await Promise.all(flights.values());
    },
  };
}

function limited(waitMs: number): GatewayError {
  return new GatewayError("RATE_LIMIT_EXCEEDED", "The upstream limits this outbound address.", {
    source: "upstream",
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}

const unchecked: CheckResult = { outcome: "unchecked" };
