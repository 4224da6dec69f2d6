import type { Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** Invites, apps' logos, what apps did by day, an owner's pause of one app, and endpoints declared in a file. */
export async function addOwnersPart({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("linkInvites")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) =>
      column.notNull().references("apps.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("redirectUrl", "text")
    .addColumn("clientReferenceId", "text")
    .addColumn("country", "text")
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("expiresAt", "bigint", (column) => column.notNull())
    .addColumn("revokedAt", "bigint")
    .addColumn("spentBy", "text")
    .addColumn("connectionId", "text")
    .execute();
  await schema.createIndex("linkInvitesEnd").on("linkInvites").column("expiresAt").execute();
  await schema
    .createTable("appLogos")
    .addColumn("appId", "text", (column) =>
      column.primaryKey().references("apps.id").onDelete("cascade"),
    )
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("bytes", "blob", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull())
    .execute();
  await schema
    .createTable("activity")
    .addColumn("connectionId", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) => column.notNull())
    .addColumn("day", "bigint", (column) => column.notNull())
    .addColumn("sealed", "blob", (column) => column.notNull())
    .addPrimaryKeyConstraint("activityKey", ["connectionId", "appId", "day"])
    .execute();
  await schema.alterTable("linkSessions").addColumn("inviteId", "text").execute();
  await schema.alterTable("linkSessions").addColumn("purpose", "text").execute();
  await schema.alterTable("linkSessions").addColumn("provenAt", "bigint").execute();
  await schema.alterTable("apiKeys").addColumn("firstUsedAt", "bigint").execute();
  await schema.alterTable("grants").addColumn("pausedAt", "bigint").execute();
  await schema.alterTable("webhookEndpoints").addColumn("declaredAs", "text").execute();
}
