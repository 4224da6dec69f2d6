import type { Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** Writes that are known by a key, and files on their way upstream. */
export async function addWritesAndUploads({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("keyedWrites")
    .addColumn("connectionId", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) => column.notNull())
    .addColumn("keyHash", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("sealed", "blob", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("expiresAt", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("keyedWritesKey", ["connectionId", "appId", "keyHash"])
    .execute();
  await schema
    .createIndex("keyedWritesExpiry")
    .on("keyedWrites")
    .columns(["state", "expiresAt"])
    .execute();
  await schema
    .createTable("uploads")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("connectionId", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("sealed", "blob", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("expiresAt", "bigint", (column) => column.notNull())
    .execute();
  await schema.createIndex("uploadsConnection").on("uploads").column("connectionId").execute();
  await schema
    .createTable("uploadParts")
    .addColumn("uploadId", "text", (column) =>
      column.notNull().references("uploads.id").onDelete("cascade"),
    )
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("isSent", "integer", (column) => column.notNull())
    .addColumn("sealed", "blob", (column) => column.notNull())
    .addPrimaryKeyConstraint("uploadPartsKey", ["uploadId", "number"])
    .execute();
}
