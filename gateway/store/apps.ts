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
  };
}
