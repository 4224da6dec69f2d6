import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What can be declared in a configuration file. */
export type DeclaredKind = "organization" | "app" | "key" | "connection";

/** That something belongs to a configuration file. */
export interface DeclarationRow {
  readonly targetId: string;
  readonly kind: DeclaredKind;
  /** What the file calls it. */
  readonly name: string;
  /** The file, as it is named to people. */
  readonly file: string;
  /** What of it the file says, by name and apart by spaces, where it may leave some open. */
  readonly fields: string | null;
  /** When the file no longer had it; it may come back there, and belongs to nobody meanwhile. */
  readonly disabledAt: number | null;
}

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
