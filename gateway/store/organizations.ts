import type { Kysely } from "kysely";
import type { EnvironmentName } from "../environments.ts";
import type { OrganizationRow, Tables } from "./tables.ts";

/** Who runs apps here. */
export interface OrganizationsRepository {
  readonly add: (organization: OrganizationRow) => Promise<void>;
  readonly find: (id: string) => Promise<OrganizationRow | undefined>;
  /** The one that every store has from its first start. */
  readonly findDefault: () => Promise<OrganizationRow | undefined>;
  /** The oldest first. */
  readonly list: () => Promise<readonly OrganizationRow[]>;
  /** The organization under its new name, or nothing if there is none. */
  readonly rename: (id: string, name: string) => Promise<OrganizationRow | undefined>;
  /** Its settings in an environment as JSON, if any were made. */
  readonly settings: (id: string, environment: EnvironmentName) => Promise<string | undefined>;
  readonly setSettings: (
    id: string,
    environment: EnvironmentName,
    settings: string,
  ) => Promise<void>;
}

/** Organizations over a database or a transaction. */
export function createOrganizationsRepository(db: Kysely<Tables>): OrganizationsRepository {
  return {
    add: async (organization) => {
      await db.insertInto("organizations").values(organization).execute();
    },
    find: (id) =>
      db.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst(),
    findDefault: () =>
      db.selectFrom("organizations").selectAll().where("isDefault", "=", 1).executeTakeFirst(),
    list: () =>
      db.selectFrom("organizations").selectAll().orderBy("createdAt").orderBy("id").execute(),
    rename: (id, name) =>
      db
        .updateTable("organizations")
        .set({ name })
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst(),
    settings: async (id, environment) => {
      const row = await db
        .selectFrom("organizationSettings")
        .select("settings")
        .where("organizationId", "=", id)
        .where("environment", "=", environment)
        .executeTakeFirst();
      return row?.settings;
    },
    setSettings: async (organizationId, environment, settings) => {
      await db
        .insertInto("organizationSettings")
        .values({ organizationId, environment, settings })
        .onConflict((conflict) =>
          conflict.columns(["organizationId", "environment"]).doUpdateSet({ settings }),
        )
        .execute();
    },
  };
}
