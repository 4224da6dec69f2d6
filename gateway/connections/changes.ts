import type { Clock } from "../clock.ts";
import type { ConnectionChanges } from "../store/connections.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Events } from "../webhooks/events.ts";
import { type ConnectionState, eventFor, isEnd, mayEnter, type ChangedBy } from "./life.ts";

/** Changes of state, each kept with its cause and its event in one transaction. */
export interface ConnectionChangesOf {
  /** The connection as it is now, or nothing if that was no change it may make. A resumed one is what it was before. */
  readonly enter: (
    id: string,
    state: ConnectionState,
    reason: string,
    by: ChangedBy,
    onlyIf?: (before: ConnectionRow) => boolean,
  ) => Promise<ConnectionRow | undefined>;
  /** Takes the session away from one that has not ended; it reads `expired`. */
  readonly invalidate: (id: string) => Promise<ConnectionRow | undefined>;
  /** Removes the record; the connection as it was. */
  readonly remove: (id: string) => Promise<ConnectionRow | undefined>;
}

/** Names the facts that say which connections are being deleted. */
export const DELETION = "delete.";

/** Changes over a store. */
export function createChanges(options: {
  readonly store: Pick<Store, "transaction">;
  readonly events: Pick<Events, "emit">;
  readonly clock: Clock;
}): ConnectionChangesOf {
  const { store, events, clock } = options;

  return {
    enter: (id, state, reason, by, onlyIf = always) =>
      store.transaction(async (inner) => {
        const before = await inner.connections.find(id);
        if (before === undefined || !mayEnter(before.state, state)) return undefined;
        if (!onlyIf(before)) return undefined;
        const isResume = before.state === "paused" && state === "active";
        const to = isResume ? await stateToResume(inner, id) : state;
        const after = await inner.connections.update(id, changesTo(to, reason, clock.now()));
        if (after !== undefined) await recordChange(inner, events, before.state, after, by);
        return after;
      }),
    invalidate: (id) =>
      store.transaction(async (inner) => {
        await inner.sessions.remove(id);
        const before = await inner.connections.find(id);
        if (before === undefined || isEnd(before.state)) return undefined;
        const changes = changesTo("expired", "invalidated", clock.now());
        const after = await inner.connections.update(id, { ...changes, importDigest: null });
        if (after === undefined) return undefined;
        await inner.connectionHistory.add(changeOf(before.state, after, "app"));
        // Also for one that was expired or paused: that it has no session any more is news.
        await events.emit(inner, { type: "connection.expired", connection: after });
        return after;
      }),
    remove: (id) =>
      store.transaction(async (inner) => {
        const before = await inner.connections.find(id);
        if (before === undefined) {
          await inner.meta.set(`${DELETION}${id}`, undefined);
          return undefined;
        }
        if (before.state !== "disconnected") {
          const connection = { ...before, state: "disconnected", reason: "deleted" } as const;
          await events.emit(inner, { type: "connection.disconnected", connection });
        }
        await inner.connections.remove(id);
        await inner.meta.set(`${DELETION}${id}`, undefined);
        return before;
      }),
  };
}

/** Keeps a change that was just made in the history, and tells of it. */
export async function recordChange(
  inner: Repositories,
  events: Pick<Events, "emit">,
  from: ConnectionState | undefined,
  after: ConnectionRow,
  by: ChangedBy,
): Promise<void> {
  await inner.connectionHistory.add(changeOf(from, after, by));
  await events.emit(inner, { type: eventFor(from, after.state), connection: after });
}

const always = () => true;

async function stateToResume(
  { connectionHistory }: Repositories,
  id: string,
): Promise<ConnectionState> {
  const before = (await connectionHistory.stateBeforePause(id)) ?? "active";
  return before === "paused" ? "active" : before;
}

function changesTo(state: ConnectionState, reason: string, nowMs: number): ConnectionChanges {
  return {
    state,
    reason,
    updatedAt: nowMs,
    ...(state === "active" && { expiredAt: null }),
    ...(state === "expired" && { expiredAt: nowMs }),
  };
}

function changeOf(from: ConnectionState | undefined, after: ConnectionRow, by: ChangedBy) {
  return {
    connectionId: after.id,
    at: after.updatedAt,
    fromState: from ?? null,
    toState: after.state,
    changedBy: by,
    reason: after.reason,
  };
}
