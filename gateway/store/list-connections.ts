import { sql, type Kysely } from "kysely";
import type { ConnectionState } from "../connections/life.ts";
import type { EnvironmentName } from "../environments.ts";
import type { ConnectionRow, Tables } from "./tables.ts";

/** Which connections are meant, and which page of them; what is left out does not matter. */
export interface ConnectionFilter {
  readonly organizationId?: string | undefined;
  readonly environment?: EnvironmentName | undefined;
  readonly states?: readonly ConnectionState[] | undefined;
  readonly imported?: boolean | undefined;
  readonly clientReferenceId?: string | undefined;
  /** The newest first, unless those in trouble shall come first, the latest trouble first. */
  readonly order?: "trouble" | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A page of connections over a database or a transaction. */
export function listConnections(
  db: Kysely<Tables>,
  filter: ConnectionFilter,
): Promise<ConnectionRow[]> {
  const { organizationId, environment, states, imported, clientReferenceId } = filter;
  let query = db.selectFrom("connections").selectAll();
  if (organizationId !== undefined) query = query.where("organizationId", "=", organizationId);
  if (environment !== undefined) query = query.where("environment", "=", environment);
  if (states !== undefined) query = query.where("state", "in", states);
  if (imported !== undefined) query = query.where("imported", "=", Number(imported));
  if (clientReferenceId !== undefined)
    query = query.where("clientReferenceId", "=", clientReferenceId);
  if (filter.order === "trouble") query = query.orderBy(troubleRank).orderBy("updatedAt", "desc");
  return query
    .orderBy("createdAt", "desc")
    .orderBy("id")
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
}

/** States that somebody should look at, the worst first. */
const troubles = [
  "challenged",
  "expired",
  "awaiting_2fa",
  "disconnected",
  "revoked",
  "paused",
] as const satisfies readonly ConnectionState[];

const troubleRank = sql`case state ${sql.join(
  troubles.map((state, rank) => sql`when ${sql.lit(state)} then ${sql.lit(rank)}`),
  sql` `,
)} else ${sql.lit(troubles.length)} end`;
