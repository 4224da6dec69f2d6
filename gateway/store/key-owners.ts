import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What data keys belong to: connections, webhook endpoints and Link sessions. */
export interface KeyOwnersRepository {
  /** The IDs of all there are from one ID to another. */
  readonly between: (firstId: string, lastId: string) => Promise<ReadonlySet<string>>;
}

/** Owners over a database or a transaction. */
export function createKeyOwnersRepository(db: Kysely<Tables>): KeyOwnersRepository {
  const tables = ["connections", "webhookEndpoints", "linkSessions"] as const;
  return {
    between: async (firstId, lastId) => {
      const found = new Set<string>();
      for (const table of tables) {
        const asked = db.selectFrom(table).select("id").where("id", ">=", firstId);
        for (const { id } of await asked.where("id", "<=", lastId).execute()) found.add(id);
      }
      return found;
    },
  };
}
