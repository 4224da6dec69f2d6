import type { Kysely } from "kysely";
import type { ActivityRow } from "./link-tables.ts";
import type { Tables } from "./tables.ts";

/** What apps did with connections, by day; sealed. */
export interface ActivityRepository {
  readonly find: (
    connectionId: string,
    appId: string,
    day: number,
  ) => Promise<ActivityRow | undefined>;
  readonly put: (row: ActivityRow) => Promise<void>;
  /** The newest day first. */
  readonly listOf: (connectionId: string) => Promise<readonly ActivityRow[]>;
  readonly removeBefore: (day: number) => Promise<void>;
}

/** Activity over a database or a transaction. */
export function createActivityRepository(db: Kysely<Tables>): ActivityRepository {
  const select = (connectionId: string) =>
    db.selectFrom("activity").selectAll().where("connectionId", "=", connectionId);
  return {
    find: (connectionId, appId, day) =>
      select(connectionId).where("appId", "=", appId).where("day", "=", day).executeTakeFirst(),
    put: async (row) => {
      const { sealed } = row;
      await db
        .insertInto("activity")
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(["connectionId", "appId", "day"]).doUpdateSet({ sealed }),
        )
        .execute();
    },
    listOf: (connectionId) =>
      select(connectionId).orderBy("day", "desc").orderBy("appId").execute(),
    removeBefore: async (day) => {
      await db.deleteFrom("activity").where("day", "<", day).execute();
    },
  };
}
