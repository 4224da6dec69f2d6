import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import { createReadCache } from "../store/read-cache.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { createEvents, type Events } from "../webhooks/events.ts";
import { createChanges, DELETION } from "./changes.ts";
import type { Connections } from "./connection.ts";
import { createGrantChanges } from "./grant-changes.ts";
import { isEnd, USUAL_CAUSE } from "./life.ts";
import { putSession } from "./put-session.ts";
import { createResolver, toConnection } from "./resolver.ts";
import { isSessionCookie } from "./session-cookies.ts";
import { createSessionRecords, type OpenSession } from "./session-records.ts";
import { createSessionSaver } from "./session-saver.ts";
import { isGone, sessionNotProvided } from "./unusable.ts";

/** What the connections service needs. */
export interface ConnectionsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Where its changes are told; written to the store alone, if left out. */
  readonly events?: Events;
  /** How many connections and decrypted sessions are remembered at once. */
  readonly maxCached?: number;
  /** How long a change that is no session cookie's may stay unsaved. */
  readonly saveDelayMs?: number;
  /** Told of each connection that is deleted. */
  readonly onDeleted?: (connectionId: string) => void;
  /** Told of each connection that is ended for good, deleted ones among them. */
  readonly onEnd?: (connectionId: string) => void;
}

const DAY_MS = 86_400_000;

/** Linked accounts over the store, with their sessions decrypted in memory. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { store, clock, log, maxCached = 10_000, saveDelayMs = 5000 } = options;
  const { events = createEvents({ store, clock }) } = options;
  const changes = createChanges({ store, events, clock });
  const records = createSessionRecords({ store, clock, log });
  const saver = createSessionSaver({ records, clock, log, delayMs: saveDelayMs });
  const sessions = createReadCache<OpenSession>({ clock, max: maxCached, load: records.read });
  const resolver = createResolver({ store, clock, max: maxCached, onRead: noticeOtherWriters });

  function inMemory(connectionId: string): OpenSession | undefined {
    return sessions.peek(connectionId) ?? saver.unsaved(connectionId);
  }

  async function load(connectionId: string): Promise<OpenSession> {
    const open = await sessions.get(connectionId);
    if (open === undefined) throw sessionNotProvided();
    return open;
  }

  function noticeOtherWriters({ id, sessionVersion }: ConnectionRow): void {
    const open = sessions.peek(id);
    if (open === undefined || open.rowVersion >= sessionVersion) return;
    // With unsaved changes the next save finds out, and merges.
    if (saver.unsaved(id) === undefined) sessions.drop(id);
  }

  function retire(connectionId: string): void {
    const open = inMemory(connectionId);
    if (open !== undefined) open.isRetired = true;
    saver.forget(connectionId);
    sessions.drop(connectionId);
  }

  function take(open: OpenSession, setCookie: readonly string[]): Promise<void> | undefined {
    const { cookies } = open.session;
    const { changed } = cookies.absorb(setCookie, clock.now());
    noteEnd(open);
    if (changed.length === 0) return undefined;
    if (!changed.some(isSessionCookie)) {
      saver.saveSoon(open, changed);
      return undefined;
    }
    const saved = saver.saveNow(open, changed);
    const isSignedOut = changed.includes("sess") && cookies.get("sess") === undefined;
    return isSignedOut ? saved.then(() => signedOut(open)) : saved;
  }

  function noteEnd(open: OpenSession): void {
    const { session, notedEndMs = 0 } = open;
    const sessionEndsAt = session.cookies.expiresAt("sess");
    // Where it is renewed with each answer, the day is near enough.
    if (sessionEndsAt === undefined || Math.abs(sessionEndsAt - notedEndMs) < DAY_MS) return;
    open.notedEndMs = sessionEndsAt;
    const { connectionId } = session;
    store.connectionHealth.note(connectionId, { sessionEndsAt }).catch((err: unknown) => {
      log.warn({ err, connectionId }, "when a session's cookie ends was not noted");
    });
  }

  async function signedOut(open: OpenSession): Promise<void> {
    const { connectionId } = open.session;
    const isSame = () => !open.isRetired;
    const row = await changes.enter(connectionId, "expired", "signed_out", "upstream", isSame);
    if (row !== undefined) resolver.changed(row);
  }

  async function remove(connectionId: string): Promise<void> {
    retire(connectionId);
    await store.meta.set(`${DELETION}${connectionId}`, "begun");
    await store.dataKeys.removeOf(connectionId);
    const row = await changes.remove(connectionId);
    retire(connectionId);
    options.onDeleted?.(connectionId);
    options.onEnd?.(connectionId);
    if (row !== undefined) resolver.changed(row);
  }

  return {
    resolve: resolver.resolve,
    session: (connectionId) => {
      const open = inMemory(connectionId);
      return open === undefined ? load(connectionId).then(({ session }) => session) : open.session;
    },
    absorb: (connectionId, setCookie) => {
      const open = inMemory(connectionId);
      if (open !== undefined) return take(open, setCookie);
      return load(connectionId)
        .then((loaded) => take(loaded, setCookie))
        .catch((error: unknown) => {
          // Revoked or deleted meanwhile: there is no session left to keep the change.
          if (!isGone(error)) throw error;
        });
    },
    isSignedOut: (connectionId) => {
      const open = inMemory(connectionId);
      return open !== undefined && open.session.cookies.get("sess") === undefined;
    },
    setHash: (session, hash) => {
      const open = inMemory(session.connectionId);
      if (open?.session !== session) return;
      open.session.xHash = hash;
      saver.saveSoon(open, ["x-hash"]);
    },
    setEgress: async (connectionId, egressId, country) => {
      const chosen = {
        egressId,
        updatedAt: clock.now(),
        ...(country !== undefined && { country }),
      };
      const row = await store.connections.update(connectionId, chosen);
      if (row !== undefined) resolver.changed(row);
    },
    setState: async (connectionId, state, reason, by = USUAL_CAUSE[state], onlyIf) => {
      const row = await changes.enter(connectionId, state, reason, by, onlyIf);
      if (row === undefined) return;
      if (isEnd(state)) {
        retire(connectionId);
        options.onEnd?.(connectionId);
      }
      resolver.changed(row);
    },
    put: async (session) => {
      const row = await putSession(store, events, clock, session, retire);
      // Whatever was read while the transaction ran is of before.
      sessions.drop(row.id);
      resolver.changed(row);
      return toConnection(row);
    },
    invalidate: async (connectionId) => {
      retire(connectionId);
      const row = await changes.invalidate(connectionId);
      retire(connectionId);
      if (row !== undefined) resolver.changed(row);
    },
    delete: remove,
    finishDeletions: async () => {
      for (const name of (await store.meta.list(DELETION)).keys())
        await remove(name.slice(DELETION.length));
    },
    ...createGrantChanges({ store, events, clock, changed: resolver.changed }),
    countByState: () => store.connections.countByState(),
    close: () => saver.close(),
  };
}
