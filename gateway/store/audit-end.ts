import { sql, type Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** The audit record grows at its end alone: SQLite runs no delete trigger for a row that is replaced (sqlite.org/lang_conflict.html). */
export async function guardAuditEnd(db: Kysely<VersionTables>): Promise<void> {
  await sql`create trigger audit_at_end before insert on audit
    when new.id is not (select coalesce(max(id), 0) + 1 from audit)
    begin select raise(abort, 'audit records are never changed'); end`.execute(db);
}
