import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Single facts about the store by name: the key check, rules pins. */
export interface MetaRepository {
  readonly get: (name: string) => Promise<string | undefined>;
  /** Keeps a value, or forgets it if it is undefined. */
  readonly set: (name: string, value: string | undefined) => Promise<void>;
  /** The facts whose names begin so, by name. */
  readonly list: (prefix: string) => Promise<ReadonlyMap<string, string>>;
}

/** Facts over a database or a transaction. */
export function createMetaRepository(db: Kysely<Tables>): MetaRepository {
  return {
    get: async (name) => {
      const row = await db
        .selectFrom("meta")
        .select("value")
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.value;
    },
    set: async (name, value) => {
      if (value === undefined) {
        await db.deleteFrom("meta").where("name", "=", name).execute();
        return;
      }
      await db
        .insertInto("meta")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .execute();
    },
    list: async (prefix) => {
      const rows = await db
        .selectFrom("meta")
        .selectAll()
        .where("name", ">=", prefix)
        .where("name", "<", `${prefix}\u{10FFFF}`)
        .execute();
      return new Map(rows.map(({ name, value }) => [name, value]));
    },
  };
}
