import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { join } from "node:path";
import type { Connections, NewSession } from "../../gateway/connections/connection.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import type { Store } from "../../gateway/store/store.ts";
import {
  createKeptLog,
  defaultCaller,
  openTestStore,
  temporaryFolder,
} from "../store/test-store.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { createFakeClock } from "../support/fake-clock.ts";

/** A store with one linked account, and a clock that moves by hand. */
export async function startConnections(t: Cleanup) {
  const dataDir = temporaryFolder(t);
  const clock = createFakeClock();
  const log = createKeptLog();
  const store = await openTestStore(t, dataDir, { clock, log });
  const connections = createConnections({ store, clock, log });
  const caller = await defaultCaller(store);
  const { id } = await connections.put(newSession(caller));
  return { dataDir, clock, log, store, connections, caller, id };
}

/** A session to put, for a caller's app. */
export function newSession(
  caller: Pick<NewSession, "organizationId" | "appId" | "environment">,
  changes: Partial<NewSession> = {},
): NewSession {
  return {
    ...caller,
    upstreamUserId: "7",
    username: "creator",
    cookie: "sess=first; auth_id=7; lang=en",
    userAgent: "agent/1",
    xBc: "0123abcd",
    permissions: ["posts:read"],
    ...changes,
  };
}

/** The cookies a fresh start would find in the store. */
export async function savedCookies(store: Store, connectionId: string): Promise<string> {
  return (await fresh(store).session(connectionId)).cookies.header();
}

/** Another process's service over the same store, so to say: it shares no memory with the first. */
export function fresh(store: Store): Connections {
  return createConnections({ store, clock: createFakeClock(), log: createKeptLog() });
}

/** Runs SQL on a file of the data folder behind the store's back. */
export function tamper(
  dataDir: string,
  sql: string,
  ...values: readonly SQLInputValue[]
): Record<string, unknown> | undefined {
  const database = new DatabaseSync(join(dataDir, "countersign.db"));
  try {
    return database.prepare(sql).get(...values);
  } finally {
    database.close();
  }
}
