import type { Kysely } from "kysely";
import type { KeyedWriteRow, Tables } from "./tables.ts";

/** Where one keyed write is kept. */
export type KeyedWritePlace = Pick<KeyedWriteRow, "connectionId" | "appId" | "keyHash">;

/** Writes known by a key, for as long as the key stands for them. */
export interface KeyedWritesRepository {
  /** Adds the write, in place of one that has expired; false if there is one that has not. */
  readonly claim: (row: KeyedWriteRow) => Promise<boolean>;
  readonly find: (place: KeyedWritePlace) => Promise<KeyedWriteRow | undefined>;
  readonly update: (
    place: KeyedWritePlace,
    changes: Pick<KeyedWriteRow, "state" | "sealed">,
  ) => Promise<void>;
  readonly remove: (place: KeyedWritePlace) => Promise<void>;
  /** Says of those that still run that what became of them is unknown: the process that ran them is gone. */
  readonly doubtRunning: () => Promise<void>;
  /** Removes what has expired, and beyond `max` the oldest that are done. */
  readonly prune: (nowMs: number, max: number) => Promise<void>;
}

/** Keyed writes over a database or a transaction. */
export function createKeyedWritesRepository(db: Kysely<Tables>): KeyedWritesRepository {
  const at = ({ connectionId, appId, keyHash }: KeyedWritePlace) => ({
    connectionId,
    appId,
    keyHash,
  });
  return {
    claim: async (row) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("keyedWrites")
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(["connectionId", "appId", "keyHash"])
            .doUpdateSet(row)
            .where("keyedWrites.expiresAt", "<=", row.createdAt),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    find: (place) =>
      db
        .selectFrom("keyedWrites")
        .selectAll()
        .where((row) => row.and(at(place)))
        .executeTakeFirst(),
    update: async (place, changes) => {
      await db
        .updateTable("keyedWrites")
        .set(changes)
        .where((row) => row.and(at(place)))
        .execute();
    },
    remove: async (place) => {
      await db
        .deleteFrom("keyedWrites")
        .where((row) => row.and(at(place)))
        .execute();
    },
    doubtRunning: async () => {
      await db
        .updateTable("keyedWrites")
        .set({ state: "unknown" })
        .where("state", "=", "running")
        .execute();
    },
    prune: async (nowMs, max) => {
      await db.deleteFrom("keyedWrites").where("expiresAt", "<=", nowMs).execute();
      const { count } = await db
        .selectFrom("keyedWrites")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      if (count <= max) return;
      const last = await db
        .selectFrom("keyedWrites")
        .select("expiresAt")
        .where("state", "=", "done")
        .orderBy("expiresAt")
        .offset(count - max - 1)
        .limit(1)
        .executeTakeFirst();
      await db
        .deleteFrom("keyedWrites")
        .where("state", "=", "done")
        .where("expiresAt", "<=", last?.expiresAt ?? nowMs)
        .execute();
    },
  };
}
