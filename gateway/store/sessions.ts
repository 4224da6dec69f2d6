import type { Kysely } from "kysely";
import type { SessionRow, Tables } from "./tables.ts";

/** Sealed sessions, one a connection. */
export interface SessionsRepository {
  /** Adds the session, or replaces the one there is. */
  readonly put: (session: SessionRow) => Promise<void>;
  readonly find: (connectionId: string) => Promise<SessionRow | undefined>;
  readonly remove: (connectionId: string) => Promise<void>;
}

/** Sessions over a database or a transaction. */
export function createSessionsRepository(db: Kysely<Tables>): SessionsRepository {
  return {
    put: async (session) => {
      await db
        .insertInto("sessions")
        .values(session)
        .onConflict((conflict) => conflict.column("connectionId").doUpdateSet(session))
        .execute();
    },
    find: (connectionId) =>
      db
        .selectFrom("sessions")
        .selectAll()
        .where("connectionId", "=", connectionId)
        .executeTakeFirst(),
    remove: async (connectionId) => {
      await db.deleteFrom("sessions").where("connectionId", "=", connectionId).execute();
    },
  };
}
