import type { Clock } from "../clock.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Events } from "../webhooks/events.ts";

/** Why a session will probably end soon. */
export type WarningCause = "cookie_expiry" | "session_age" | "challenges";

/** When it is told. */
export interface WarningSettings {
  readonly sessionDays: number;
  readonly warnDays: number;
  readonly challenges: number;
}

/** Tells of each session that will probably end soon, once; gives how many were told of. */
export type Warn = () => Promise<number>;

const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/** Makes warnings; each is kept and its event written in one transaction. */
export function createWarnings(options: {
  readonly store: Pick<Store, "connectionHealth" | "transaction">;
  readonly events: Pick<Events, "emit">;
  readonly clock: Clock;
  readonly settings: WarningSettings;
}): Warn {
  const { store, events, clock, settings } = options;
  const { sessionDays, warnDays, challenges } = settings;

  function causeOf({ sessionEndsAt }: ConnectionRow, endMs: number): WarningCause {
    return sessionEndsAt !== null && sessionEndsAt <= endMs ? "cookie_expiry" : "session_age";
  }

  async function tell(row: ConnectionRow, cause: WarningCause): Promise<boolean> {
    return store.transaction(async (inner) => {
      const connection = await inner.connectionHealth.warn(row, cause, clock.now());
      if (connection === undefined) return false;
      await events.emit(inner, { type: "connection.will_expire", connection });
      return true;
    });
  }

  return async () => {
    const nowMs = clock.now();
    const endMs = nowMs + warnDays * DAY_MS;
    const beginMs = sessionDays === 0 ? undefined : endMs - sessionDays * DAY_MS;
    let told = 0;
    for (const row of await store.connectionHealth.ending({ endMs, beginMs }, AT_ONCE))
      if (await tell(row, causeOf(row, endMs))) told++;
    const sinceMs = nowMs - warnDays * DAY_MS;
    for (const row of await store.connectionHealth.challenged(sinceMs, challenges, AT_ONCE))
      if (await tell(row, "challenges")) told++;
    return told;
  };
}
