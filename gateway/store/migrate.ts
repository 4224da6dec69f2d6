import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";

/** One step of a database's schema. Once released it is never changed; another one follows it. */
export interface Migration {
  readonly name: string;
  readonly up: (db: Kysely<VersionTables>) => Promise<void>;
}

/** The table that says which steps a database has taken. */
export interface VersionTables {
  readonly schemaVersions: {
    readonly version: number;
    readonly name: string;
    readonly appliedAt: number;
  };
}

/**
 * Takes the steps a database lacks, in order, each whole or not at all.
 * @throws GatewayError `NOT_READY` if the database is newer than this program.
 */
export async function migrate(
  db: Kysely<VersionTables>,
  migrations: readonly Migration[],
  clock: Clock,
): Promise<void> {
  await db.schema
    .createTable("schemaVersions")
    .ifNotExists()
    .addColumn("version", "integer", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("appliedAt", "bigint", (column) => column.notNull())
    .execute();
  const { version } = await db
    .selectFrom("schemaVersions")
    .select(({ fn }) => fn.max("version").as("version"))
    .executeTakeFirstOrThrow();
  assertNotNewer(version, migrations.length);

  for (const [index, { name, up }] of migrations.entries()) {
    if (index < version) continue;
    await db.transaction().execute(async (transaction) => {
      await up(transaction);
      const step = { version: index + 1, name, appliedAt: clock.now() };
      await transaction.insertInto("schemaVersions").values(step).execute();
    });
  }
}

function assertNotNewer(version: number, known: number): void {
  if (version <= known) return;
  throw new GatewayError(
    "NOT_READY",
    `The data folder was written by a newer version of the gateway (schema ${version}; this one knows ` +
      `up to ${known}). Start the newer version, or restore the backup made before the upgrade.`,
    { reason: "newer_schema" },
  );
}
