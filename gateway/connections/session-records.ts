import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import { sealedKeyId, type SealingKey } from "../secrets/sealed.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow, SessionRow } from "../store/tables.ts";
import { createCookieJar } from "../upstream/cookie-jar.ts";
import type { Session } from "./connection.ts";
import { mergeCookies } from "./session-cookies.ts";
import { openSession, sealSession } from "./session-seal.ts";
import { sessionExpired } from "./unusable.ts";

/** A session in memory with what it takes to save it. */
export interface OpenSession {
  readonly session: Session;
  readonly organizationId: string;
  readonly key: SealingKey;
  /** The version of the row it was read from or last saved as. */
  rowVersion: number;
  /** Set once another session has taken its place, or none: it is never saved again. */
  isRetired: boolean;
  /** When its cookie ends, as last noted on the connection. */
  notedEndMs?: number;
}

/** Sessions as the store keeps them. */
export interface SessionRecords {
  /** The session of a connection, if there is that connection. @throws GatewayError `SESSION_EXPIRED` (revoked, disconnected), `INTERNAL_ERROR` if the record was tampered with. */
  readonly read: (connectionId: string) => Promise<OpenSession | undefined>;
  /**
   * Saves the jar. If another writer was there first, takes over what that one wrote, but for the
   * cookies that are ours, and saves both.
   */
  readonly write: (open: OpenSession, isOurs: (name: string) => boolean) => Promise<void>;
}

/** What session records are kept in. */
export interface SessionRecordsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sealed sessions in the store, under a row version that only ever grows. */
export function createSessionRecords({ store, clock, log }: SessionRecordsOptions): SessionRecords {
  async function read(connectionId: string): Promise<OpenSession | undefined> {
    const { connection, row } = await store.transaction(async ({ connections, sessions }) => ({
      connection: await connections.find(connectionId),
      row: await sessions.find(connectionId),
    }));
    if (connection === undefined) return undefined;
    if (connection.state === "revoked" || connection.state === "disconnected") {
      throw sessionExpired(connection.state);
    }
    if (row === undefined) throw sessionExpired("disconnected");
    const keyId = watched(connection, row, () => sealedKeyId(row.cookies));
    const kept = await store.dataKeys.find(keyId);
    if (kept === undefined) throw sessionExpired("disconnected");
    return watched(connection, row, () => {
      const key = store.keyRing.unwrap(kept.wrapped, kept.id, connectionId);
      return open(connection, row, key);
    });
  }

  function watched<T>(connection: ConnectionRow, row: SessionRow, work: () => T): T {
    try {
      return work();
    } catch (error) {
      log.error(
        {
          connectionId: connection.id,
          rowVersion: row.rowVersion,
          expectedVersion: connection.sessionVersion,
        },
        "A sealed session was altered, moved or put back from an older state; it is refused",
      );
      throw error;
    }
  }

  async function replace(current: OpenSession): Promise<boolean> {
    const { session, organizationId, key, rowVersion } = current;
    const { connectionId, userAgent, xBc, xHash } = session;
    const nowMs = clock.now();
    const secrets = { cookies: session.cookies.header(nowMs), userAgent, xBc, xHash };
    const place = { organizationId, connectionId, rowVersion: rowVersion + 1 };
    const row = sealSession(secrets, place, key, nowMs);
    const replaced = await store.transaction(async ({ connections, sessions }) => {
      const isOurs = await connections.advanceSession(connectionId, rowVersion, row.rowVersion);
      if (isOurs) await sessions.put(row);
      return isOurs;
    });
    if (replaced) current.rowVersion = row.rowVersion;
    return replaced;
  }

  return {
    read,
    write: async (current, isOurs) => {
      while (!current.isRetired && !(await replace(current))) {
        const saved = await read(current.session.connectionId);
        if (saved === undefined) return;
        mergeCookies(current.session.cookies, saved.session.cookies.entries(), isOurs, clock.now());
        current.rowVersion = saved.rowVersion;
      }
    },
  };
}

function open(connection: ConnectionRow, row: SessionRow, key: SealingKey): OpenSession {
  const { id: connectionId, organizationId, environment, upstreamUserId } = connection;
  // The version the connection expects, not the row's own: an older row put back does not open.
  const rowVersion = connection.sessionVersion;
  const place = { organizationId, connectionId, rowVersion };
  const { cookies, ...rest } = openSession(row, place, key);
  const jar = createCookieJar(cookies);
  const session = { connectionId, environment, upstreamUserId, cookies: jar, ...rest };
  return { session, organizationId, key, rowVersion, isRetired: false };
}
