import type { Kysely } from "kysely";
import type { DataKeyRow, KeyTables } from "./tables.ts";

/** What one or more data keys are of. */
export interface KeyOwner {
  readonly id: string;
  /** When its newest key was made, in ms. */
  readonly keyedAt: number;
}

/** Wrapped data keys. What is removed here is overwritten in the file. */
export interface DataKeysRepository {
  readonly add: (key: DataKeyRow) => Promise<void>;
  readonly find: (id: string) => Promise<DataKeyRow | undefined>;
  /** The newest key of a connection. */
  readonly findOf: (connectionId: string) => Promise<DataKeyRow | undefined>;
  /** A page of all keys in the order of their IDs, from after one on. */
  readonly page: (afterId: string, limit: number) => Promise<readonly DataKeyRow[]>;
  /** What keys made at a time or later are of, each once and with the age of its newest, in the order of the IDs, from after one on. */
  readonly owners: (
    sinceMs: number,
    afterId: string,
    limit: number,
  ) => Promise<readonly KeyOwner[]>;
  /** Replaces wrapped forms, all or none; one whose key is gone meanwhile is passed over. */
  readonly rewrap: (keys: readonly Pick<DataKeyRow, "id" | "wrapped">[]) => Promise<void>;
  /** Destroys every key of a connection. */
  readonly removeOf: (connectionId: string) => Promise<void>;
}

/** Data keys over the database that holds nothing else. */
export function createDataKeysRepository(db: Kysely<KeyTables>): DataKeysRepository {
  return {
    add: async (key) => {
      await db.insertInto("dataKeys").values(key).execute();
    },
    find: (id) => db.selectFrom("dataKeys").selectAll().where("id", "=", id).executeTakeFirst(),
    findOf: (connectionId) =>
      db
        .selectFrom("dataKeys")
        .selectAll()
        .where("connectionId", "=", connectionId)
        .orderBy("createdAt", "desc")
        .executeTakeFirst(),
    page: (afterId, limit) =>
      db
        .selectFrom("dataKeys")
        .selectAll()
        .where("id", ">", afterId)
        .orderBy("id")
        .limit(limit)
        .execute(),
    owners: (sinceMs, afterId, limit) =>
      db
        .selectFrom("dataKeys")
        .select(({ fn }) => ["connectionId as id", fn.max("createdAt").as("keyedAt")])
        .where("connectionId", ">", afterId)
        .where("createdAt", ">=", sinceMs)
        .groupBy("connectionId")
        .orderBy("connectionId")
        .limit(limit)
        .execute(),
    rewrap: (keys) =>
      db.transaction().execute(async (inner) => {
        for (const { id, wrapped } of keys)
          await inner.updateTable("dataKeys").set({ wrapped }).where("id", "=", id).execute();
      }),
    removeOf: async (connectionId) => {
      await db.deleteFrom("dataKeys").where("connectionId", "=", connectionId).execute();
    },
  };
}
