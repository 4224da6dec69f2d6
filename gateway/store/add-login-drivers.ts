import type { Kysely } from "kysely";
import type { LinkAppRow } from "./link-tables.ts";
import type { VersionTables } from "./migrate.ts";

/** The way of signing in that an owner has chosen; apps choose among all ways, not only for or against passwords. */
export async function addLoginDrivers(versions: Kysely<VersionTables>): Promise<void> {
  const db = versions.$extendTables<{ linkApps: LinkAppRow }>();
  for (const [name, type] of [
    ["driver", "text"],
    ["ticketDigest", "text"],
    ["ticketExpiresAt", "bigint"],
    ["proofAt", "bigint"],
  ] as const)
    await db.schema.alterTable("linkSessions").addColumn(name, type).execute();
  for (const { appId, settings } of await db.selectFrom("linkApps").selectAll().execute()) {
    const { passwordLogin, ...kept } = JSON.parse(settings) as Record<string, unknown>;
    if (passwordLogin === undefined) continue;
    const drivers = ["companion", "browser", "import"];
    if (passwordLogin === true) drivers.push("password");
    await db
      .updateTable("linkApps")
      .set({ settings: JSON.stringify({ ...kept, drivers }) })
      .where("appId", "=", appId)
      .execute();
  }
}
