import type { Kysely } from "kysely";
import type { GrantRow, Tables } from "./tables.ts";

/** What each app may do with each connection. */
export interface GrantsRepository {
  /** Adds a grant, or replaces the one there is; when it was first given stays. */
  readonly put: (grant: GrantRow) => Promise<void>;
  /** Leaves a grant with fewer permissions; nothing happens if there is none. */
  readonly setPermissions: (
    connectionId: string,
    appId: string,
    permissions: string,
  ) => Promise<void>;
  /** Pauses an app, or ends the pause with `null`. */
  readonly setPaused: (
    connectionId: string,
    appId: string,
    pausedAt: number | null,
  ) => Promise<void>;
  readonly remove: (connectionId: string, appId: string) => Promise<void>;
  readonly listOf: (connectionId: string) => Promise<readonly GrantRow[]>;
  /** An app's grants over some connections, by connection. */
  readonly mapOf: (
    appId: string,
    connectionIds: readonly string[],
  ) => Promise<ReadonlyMap<string, GrantRow>>;
}

/** Grants over a database or a transaction. */
export function createGrantsRepository(db: Kysely<Tables>): GrantsRepository {
  return {
    put: async (grant) => {
      const { permissions, consent, basis, pausedAt } = grant;
      await db
        .insertInto("grants")
        .values(grant)
        .onConflict((conflict) =>
          conflict
            .columns(["connectionId", "appId"])
            .doUpdateSet({ permissions, consent, basis, pausedAt }),
        )
        .execute();
    },
    setPermissions: async (connectionId, appId, permissions) => {
      await db
        .updateTable("grants")
        .set({ permissions })
        .where("connectionId", "=", connectionId)
        .where("appId", "=", appId)
        .execute();
    },
    setPaused: async (connectionId, appId, pausedAt) => {
      await db
        .updateTable("grants")
        .set({ pausedAt })
        .where("connectionId", "=", connectionId)
        .where("appId", "=", appId)
        .execute();
    },
    remove: async (connectionId, appId) => {
      await db
        .deleteFrom("grants")
        .where("connectionId", "=", connectionId)
        .where("appId", "=", appId)
        .execute();
    },
    listOf: (connectionId) =>
      db.selectFrom("grants").selectAll().where("connectionId", "=", connectionId).execute(),
    mapOf: async (appId, connectionIds) => {
      const rows = await db
        .selectFrom("grants")
        .selectAll()
        .where("appId", "=", appId)
        .where("connectionId", "in", connectionIds)
        .execute();
      return new Map(rows.map((row) => [row.connectionId, row]));
    },
  };
}
