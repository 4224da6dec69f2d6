import type { DeclarationRow } from "./declaration-row.ts";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What belongs to a configuration file. */
export interface DeclarationsRepository {
  readonly put: (row: DeclarationRow) => Promise<void>;
  readonly find: (targetId: string) => Promise<DeclarationRow | undefined>;
  readonly list: () => Promise<readonly DeclarationRow[]>;
  readonly remove: (targetId: string) => Promise<void>;
}

/** Declarations over a database or a transaction. */
export function createDeclarationsRepository(db: Kysely<Tables>): DeclarationsRepository {
  return {
    put: async (row) => {
      await db
        .insertInto("declarations")
        .values(row)
        .onConflict((conflict) => conflict.column("targetId").doUpdateSet(row))
        .execute();
    },
    find: (targetId) =>
      db.selectFrom("declarations").selectAll().where("targetId", "=", targetId).executeTakeFirst(),
    list: () => db.selectFrom("declarations").selectAll().orderBy("targetId").execute(),
    remove: async (targetId) => {
      await db.deleteFrom("declarations").where("targetId", "=", targetId).execute();
    },
  };
}
