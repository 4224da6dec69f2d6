import type { Kysely } from "kysely";
import { guardAuditEnd } from "./audit-end.ts";
import { addHealth } from "./add-health.ts";
import { addDeclarations } from "./add-declarations.ts";
import { addLink } from "./add-link.ts";
import { addLoginDrivers } from "./add-login-drivers.ts";
import { addOwnersPart } from "./add-owners-part.ts";
import { addWebhooks } from "./add-webhooks.ts";
import { addImportsAndAudit } from "./imports-and-audit.ts";
import type { Migration, VersionTables } from "./migrate.ts";
import { addWritesAndUploads } from "./writes-and-uploads.ts";

/** The steps of the main database. */
export const mainMigrations: readonly Migration[] = [
  { name: "accounts", up: createAccounts },
  { name: "imports and audit", up: addImportsAndAudit },
  { name: "audit end", up: guardAuditEnd },
  { name: "link", up: addLink },
  { name: "writes and uploads", up: addWritesAndUploads },
  { name: "webhooks", up: addWebhooks },
  { name: "login drivers", up: addLoginDrivers },
  { name: "health", up: addHealth },
  { name: "owner's part", up: addOwnersPart },
  { name: "declarations", up: addDeclarations },
];

/** The steps of the database of wrapped data keys. */
export const keyMigrations: readonly Migration[] = [{ name: "data keys", up: createDataKeys }];

async function createAccounts({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("organizations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("isDefault", "integer", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("apps")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("isDefault", "integer", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addUniqueConstraint("appsName", ["organizationId", "environment", "name"])
    .execute();
  await schema
    .createTable("apiKeys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) =>
      column.notNull().references("apps.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("lastFour", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("name", "text")
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("revokedAt", "bigint")
    .execute();
  await schema
    .createTable("connections")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("upstreamUserId", "text", (column) => column.notNull())
    .addColumn("username", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("egressId", "text")
    .addColumn("country", "text")
    .addColumn("sessionVersion", "bigint", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("updatedAt", "bigint", (column) => column.notNull())
    .addUniqueConstraint("connectionsAccount", ["organizationId", "environment", "upstreamUserId"])
    .execute();
  await schema
    .createTable("grants")
    .addColumn("connectionId", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("appId", "text", (column) =>
      column.notNull().references("apps.id").onDelete("cascade"),
    )
    .addColumn("permissions", "text", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("grantsKey", ["connectionId", "appId"])
    .execute();
  await schema
    .createTable("sessions")
    .addColumn("connectionId", "text", (column) =>
      column.primaryKey().references("connections.id").onDelete("cascade"),
    )
    .addColumn("rowVersion", "bigint", (column) => column.notNull())
    .addColumn("cookies", "blob", (column) => column.notNull())
    .addColumn("userAgent", "blob", (column) => column.notNull())
    .addColumn("xBc", "blob", (column) => column.notNull())
    .addColumn("xHash", "blob")
    .addColumn("updatedAt", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("meta")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

async function createDataKeys({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("dataKeys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("connectionId", "text", (column) => column.notNull())
    .addColumn("wrapped", "blob", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .execute();
  await schema.createIndex("dataKeysConnection").on("dataKeys").column("connectionId").execute();
}
