import type { Kysely } from "kysely";
import type { GrantRow, Tables } from "./tables.ts";

/** What each app may do with each connection. */
export interface GrantsRepository {
  /** Adds a grant, or replaces the permissions of the one there is. */
  readonly put: (grant: GrantRow) => Promise<void>;
  readonly listOf: (connectionId: string) => Promise<readonly GrantRow[]>;
}

/** Grants over a database or a transaction. */
export function createGrantsRepository(db: Kysely<Tables>): GrantsRepository {
  return {
    put: async (grant) => {
      await db
        .insertInto("grants")
        .values(grant)
        .onConflict((conflict) =>
          conflict
            .columns(["connectionId", "appId"])
            .doUpdateSet({ permissions: grant.permissions }),
        )
        .execute();
    },
    listOf: (connectionId) =>
      db.selectFrom("grants").selectAll().where("connectionId", "=", connectionId).execute(),
  };
}
