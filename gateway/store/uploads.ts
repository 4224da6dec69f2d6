import type { Kysely } from "kysely";
import type { Tables, UploadPartRow, UploadRow, UploadState } from "./tables.ts";

/** Files on their way upstream, and their parts. */
export interface UploadsRepository {
  readonly add: (upload: UploadRow) => Promise<void>;
  readonly listOf: (connectionId: string) => Promise<readonly UploadRow[]>;
  readonly addParts: (parts: readonly UploadPartRow[]) => Promise<void>;
  readonly find: (id: string) => Promise<UploadRow | undefined>;
  /** How many of a connection's are not complete yet. */
  readonly countOpen: (connectionId: string) => Promise<number>;
  /** Takes it from one state to another; false if it was not in that state. */
  readonly move: (
    id: string,
    from: UploadState,
    to: UploadState,
    sealed?: Uint8Array,
  ) => Promise<boolean>;
  readonly findPart: (id: string, number: number) => Promise<UploadPartRow | undefined>;
  readonly parts: (id: string) => Promise<readonly UploadPartRow[]>;
  readonly putPart: (part: UploadPartRow) => Promise<void>;
  readonly removeExpired: (nowMs: number) => Promise<void>;
  /** Takes back what a former process was in the middle of. */
  readonly reopen: () => Promise<void>;
}

/** Uploads over a database or a transaction. */
export function createUploadsRepository(db: Kysely<Tables>): UploadsRepository {
  const reopen = async (from: UploadState, to: UploadState): Promise<void> => {
    await db.updateTable("uploads").set({ state: to }).where("state", "=", from).execute();
  };
  return {
    add: async (upload) => {
      await db.insertInto("uploads").values(upload).execute();
    },
    listOf: (connectionId) =>
      db.selectFrom("uploads").selectAll().where("connectionId", "=", connectionId).execute(),
    addParts: async (parts) => {
      await db.insertInto("uploadParts").values(parts).execute();
    },
    find: (id) => db.selectFrom("uploads").selectAll().where("id", "=", id).executeTakeFirst(),
    countOpen: async (connectionId) => {
      const { count } = await db
        .selectFrom("uploads")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("connectionId", "=", connectionId)
        .where("state", "in", ["open", "completing"])
        .executeTakeFirstOrThrow();
      return count;
    },
    move: async (id, from, to, sealed) => {
      const { numUpdatedRows } = await db
        .updateTable("uploads")
        .set({ state: to, ...(sealed !== undefined && { sealed }) })
        .where("id", "=", id)
        .where("state", "=", from)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    findPart: (id, number) =>
      db
        .selectFrom("uploadParts")
        .selectAll()
        .where("uploadId", "=", id)
        .where("number", "=", number)
        .executeTakeFirst(),
    parts: (id) =>
      db
        .selectFrom("uploadParts")
        .selectAll()
        .where("uploadId", "=", id)
        .orderBy("number")
        .execute(),
    putPart: async ({ uploadId, number, isSent, sealed }) => {
      await db
        .updateTable("uploadParts")
        .set({ isSent, sealed })
        .where("uploadId", "=", uploadId)
        .where("number", "=", number)
        .execute();
    },
    removeExpired: async (nowMs) => {
      await db.deleteFrom("uploads").where("expiresAt", "<=", nowMs).execute();
    },
    reopen: async () => {
      await reopen("completing", "open");
      await reopen("taken", "complete");
    },
  };
}
