import type { Kysely } from "kysely";
import type { OrganizationRow, Tables } from "./tables.ts";

/** Who runs apps here. */
export interface OrganizationsRepository {
  readonly add: (organization: OrganizationRow) => Promise<void>;
  readonly find: (id: string) => Promise<OrganizationRow | undefined>;
  /** The one that every store has from its first start. */
  readonly findDefault: () => Promise<OrganizationRow | undefined>;
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
  };
}
