import type { Kysely } from "kysely";
import type { EnvironmentName } from "../environments.ts";
import type { AppRow, Tables } from "./tables.ts";

/** Registered client apps. */
export interface AppsRepository {
  readonly add: (app: AppRow) => Promise<void>;
  /** The app if it belongs to that organization and environment. */
  readonly find: (
    organizationId: string,
    environment: EnvironmentName,
    id: string,
  ) => Promise<AppRow | undefined>;
  /** The app that keys belong to unless they name another. */
  readonly findDefault: (
    organizationId: string,
    environment: EnvironmentName,
  ) => Promise<AppRow | undefined>;
  /** The app whosever it is: for operators. */
  readonly findById: (id: string) => Promise<AppRow | undefined>;
  /** The oldest first. */
  readonly list: (filter: AppFilter) => Promise<readonly AppRow[]>;
  /** The app under its new name, or nothing if there is none. */
  readonly rename: (id: string, name: string) => Promise<AppRow | undefined>;
}

/** Which apps, or keys, are meant; all, where nothing is said. */
export interface AppFilter {
  readonly organizationId?: string | undefined;
  readonly environment?: EnvironmentName | undefined;
}

/** Apps over a database or a transaction. */
export function createAppsRepository(db: Kysely<Tables>): AppsRepository {
  const select = (organizationId: string, environment: EnvironmentName) =>
    db
      .selectFrom("apps")
      .selectAll()
      .where("organizationId", "=", organizationId)
      .where("environment", "=", environment);
  return {
    add: async (app) => {
      await db.insertInto("apps").values(app).execute();
    },
    find: (organizationId, environment, id) =>
      select(organizationId, environment).where("id", "=", id).executeTakeFirst(),
    findDefault: (organizationId, environment) =>
      select(organizationId, environment).where("isDefault", "=", 1).executeTakeFirst(),
    findById: (id) => db.selectFrom("apps").selectAll().where("id", "=", id).executeTakeFirst(),
    list: ({ organizationId, environment }) =>
      db
        .selectFrom("apps")
        .selectAll()
        .$if(organizationId !== undefined, (query) =>
          query.where("organizationId", "=", organizationId ?? ""),
        )
        .$if(environment !== undefined, (query) =>
          query.where("environment", "=", environment ?? "sandbox"),
        )
        .orderBy("createdAt")
        .orderBy("id")
        .execute(),
    rename: (id, name) =>
      db.updateTable("apps").set({ name }).where("id", "=", id).returningAll().executeTakeFirst(),
  };
}
