import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What data keys belong to: connections, webhook endpoints and Link sessions. */
export interface KeyOwnersRepository {
  /** Those of these IDs that there is something of. */
  readonly present: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Owners over a database or a transaction. */
export function createKeyOwnersRepository(db: Kysely<Tables>): KeyOwnersRepository {
  const tables = ["connections", "webhookEndpoints", "linkSessions"] as const;
  return {
    present: async (ids) => {
      const found = new Set<string>();
      for (const table of tables)
        for (const { id } of await db
          .selectFrom(table)
          .select("id")
          .where("id", "in", ids)
          .execute())
          found.add(id);
      return found;
    },
  };
}
