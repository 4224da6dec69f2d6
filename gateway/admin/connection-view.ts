import { timeOf } from "../api/connection-view.ts";
import type { ConnectionRow, GrantRow } from "../store/tables.ts";

/** A connection as an operator sees it: whose it is and how it fares, never its secrets. */
export function viewConnection(row: ConnectionRow, declaredAs: string | null) {
  return {
    id: row.id,
    organizationId: row.organizationId,
    environment: row.environment,
    upstreamUserId: row.upstreamUserId,
    username: row.username,
    externalId: row.clientReferenceId,
    state: row.state,
    reason: row.reason,
    egressId: row.egressId,
    country: row.country,
    imported: row.imported === 1,
    declaredAs,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
    expiredAt: timeOf(row.expiredAt),
    checkedAt: timeOf(row.checkedAt),
  };
}

/** What an app may do with a connection, and who agreed to it. */
export function viewGrant({ appId, permissions, createdAt, consent, basis }: GrantRow) {
  return {
    appId,
    permissions: JSON.parse(permissions) as string[],
    createdAt: new Date(createdAt).toISOString(),
    consent,
    basis,
  };
}
