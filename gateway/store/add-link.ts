import type { Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** Link sessions, what apps registered for Link, and the links by which owners manage what they agreed to. */
export async function addLink({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("linkApps")
    .addColumn("appId", "text", (column) =>
      column.primaryKey().references("apps.id").onDelete("cascade"),
    )
    .addColumn("settings", "text", (column) => column.notNull())
    .execute();
  let sessions = schema
    .createTable("linkSessions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) =>
      column.notNull().references("apps.id").onDelete("cascade"),
    );
  for (const name of ["environment", "mode", "theme", "permissions", "plannedId", "step"])
    sessions = sessions.addColumn(name, "text", (column) => column.notNull());
  for (const name of ["passwordAttempts", "codeAttempts", "sends"])
    sessions = sessions.addColumn(name, "integer", (column) => column.notNull());
  for (const name of ["createdAt", "expiresAt"])
    sessions = sessions.addColumn(name, "bigint", (column) => column.notNull());
  for (const name of [
    "redirectUrl",
    "clientReferenceId",
    "connectionId",
    "country",
    "codeChallenge",
    "notice",
    "leftAt",
    "browserDigest",
    "consentHash",
    "factor",
    "resultId",
    "codeDigest",
  ])
    sessions = sessions.addColumn(name, "text");
  await sessions
    .addColumn("consentAt", "bigint")
    .addColumn("codeExpiresAt", "bigint")
    .addColumn("codeUsedAt", "bigint")
    .addColumn("sealed", "blob")
    .execute();
  await schema.createIndex("linkSessionsExpiry").on("linkSessions").column("expiresAt").execute();
  await schema.createIndex("linkSessionsCode").on("linkSessions").column("codeDigest").execute();
  await schema
    .createTable("manageLinks")
    .addColumn("connectionId", "text", (column) =>
      column.primaryKey().references("connections.id").onDelete("cascade"),
    )
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("receipts")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("connectionId", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("receipt", "text", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .execute();
  await schema.createIndex("receiptsConnection").on("receipts").column("connectionId").execute();
}
