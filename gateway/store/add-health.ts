import type { Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** What is known of a session's age and end, whether that was told, and when it is looked at next. */
export async function addHealth({ schema }: Kysely<VersionTables>): Promise<void> {
  for (const name of ["sessionSince", "sessionEndsAt", "warnedAt", "checkDueAt"])
    await schema.alterTable("connections").addColumn(name, "bigint").execute();
  await schema.alterTable("connections").addColumn("warning", "text").execute();
  await schema
    .createIndex("connectionsCheckDue")
    .on("connections")
    .columns(["state", "checkDueAt"])
    .execute();
}
