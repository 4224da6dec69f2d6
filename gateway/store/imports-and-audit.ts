import { sql, type Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** What imports leave on connections and grants, settings, and the audit record that nothing changes. */
export async function addImportsAndAudit(db: Kysely<VersionTables>): Promise<void> {
  const { schema } = db;
  for (const name of ["name", "avatar", "clientReferenceId", "importDigest"]) {
    await schema.alterTable("connections").addColumn(name, "text").execute();
  }
  for (const name of ["expiredAt", "checkedAt"]) {
    await schema.alterTable("connections").addColumn(name, "bigint").execute();
  }
  await schema.alterTable("connections").addColumn("vaultPlusEnabled", "integer").execute();
  await schema.alterTable("connections").addColumn("vaultPlusSettings", "text").execute();
  await schema
    .alterTable("connections")
    .addColumn("imported", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await schema.alterTable("grants").addColumn("consent", "text").execute();
  await schema.alterTable("grants").addColumn("basis", "text").execute();
  await schema
    .createIndex("connectionsReference")
    .on("connections")
    .columns(["organizationId", "environment", "clientReferenceId"])
    .execute();
  await schema
    .createTable("organizationSettings")
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("organizationSettingsKey", ["organizationId", "environment"])
    .execute();
  await createAuditTable(db);
}

async function createAuditTable(db: Kysely<VersionTables>): Promise<void> {
  await db.schema
    .createTable("audit")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("target", "text")
    .addColumn("requestId", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  for (const change of ["update", "delete"]) {
    await sql`create trigger ${sql.ref(`audit_no_${change}`)} before ${sql.raw(change)} on audit
      begin select raise(abort, 'audit records are never changed'); end`.execute(db);
  }
}
