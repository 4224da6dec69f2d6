import type { Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** What belongs to a configuration file. */
export async function addDeclarations({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("declarations")
    .addColumn("targetId", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("file", "text", (column) => column.notNull())
    .addColumn("fields", "text")
    .addColumn("disabledAt", "bigint")
    .execute();
}
