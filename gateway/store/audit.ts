import type { Kysely } from "kysely";
import type { AuditRow, Tables } from "./tables.ts";

/** The record of acts. It only grows: the database itself refuses to change or remove a row. */
export interface AuditRepository {
  readonly add: (row: AuditRow) => Promise<void>;
  readonly findLast: () => Promise<AuditRow | undefined>;
  /** The newest first, from before a row on. */
  readonly newest: (limit: number, beforeId?: number) => Promise<readonly AuditRow[]>;
  /** What was done to one thing, the newest first. */
  readonly newestOf: (target: string, limit: number) => Promise<readonly AuditRow[]>;
  /** The oldest first, from after a row on. */
  readonly oldest: (limit: number, afterId: number) => Promise<readonly AuditRow[]>;
}

/** The record over a database or a transaction. */
export function createAuditRepository(db: Kysely<Tables>): AuditRepository {
  const newest: AuditRepository["newest"] = (limit, beforeId = Number.MAX_SAFE_INTEGER) =>
    db
      .selectFrom("audit")
      .selectAll()
      .where("id", "<", beforeId)
      .orderBy("id", "desc")
      .limit(limit)
      .execute();
  return {
    add: async (row) => {
      await db.insertInto("audit").values(row).execute();
    },
    findLast: async () => {
      const [last] = await newest(1);
      return last;
    },
    newest,
    newestOf: (target, limit) =>
      db
        .selectFrom("audit")
        .selectAll()
        .where("target", "=", target)
        .orderBy("id", "desc")
        .limit(limit)
        .execute(),
    oldest: (limit, afterId) =>
      db
        .selectFrom("audit")
        .selectAll()
        .where("id", ">", afterId)
        .orderBy("id")
        .limit(limit)
        .execute(),
  };
}
