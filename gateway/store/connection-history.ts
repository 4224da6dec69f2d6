import type { Kysely } from "kysely";
import type { ConnectionState } from "../connections/life.ts";
import type { Tables } from "./tables.ts";
import type { ConnectionChangeRow } from "./webhook-rows.ts";

/** What became of each connection, change by change; it goes with the connection. */
export interface ConnectionHistoryRepository {
  readonly add: (change: Omit<ConnectionChangeRow, "id">) => Promise<void>;
  /** The newest first. */
  readonly newest: (connectionId: string, limit: number) => Promise<readonly ConnectionChangeRow[]>;
  /** The state it was in when it was last paused. */
  readonly stateBeforePause: (connectionId: string) => Promise<ConnectionState | undefined>;
}

/** History over a database or a transaction. */
export function createConnectionHistoryRepository(db: Kysely<Tables>): ConnectionHistoryRepository {
  const of = (connectionId: string) =>
    db
      .selectFrom("connectionHistory")
      .selectAll()
      .where("connectionId", "=", connectionId)
      .orderBy("id", "desc");
  return {
    add: async (change) => {
      await db
        .insertInto("connectionHistory")
        // The database numbers them.
        .values(change as ConnectionChangeRow)
        .execute();
    },
    newest: (connectionId, limit) => of(connectionId).limit(limit).execute(),
    stateBeforePause: async (connectionId) => {
      const row = await of(connectionId)
        .where("toState", "=", "paused")
        .limit(1)
        .executeTakeFirst();
      return row?.fromState ?? undefined;
    },
  };
}
