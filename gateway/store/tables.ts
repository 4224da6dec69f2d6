import type { ConnectionState } from "../connections/connection.ts";
import type { EnvironmentName } from "../environments.ts";

/** The tables of the main database. Times are milliseconds since 1970; flags are 0 or 1. */
export interface Tables {
  readonly organizations: OrganizationRow;
  readonly apps: AppRow;
  readonly apiKeys: ApiKeyRow;
  readonly connections: ConnectionRow;
  readonly grants: GrantRow;
  readonly sessions: SessionRow;
  readonly meta: MetaRow;
}

/** The one table of the database of wrapped data keys, a file of its own that backups leave out. */
export interface KeyTables {
  readonly dataKeys: DataKeyRow;
}

export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly isDefault: number;
  readonly createdAt: number;
}

export interface AppRow {
  readonly id: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly name: string;
  readonly isDefault: number;
  readonly createdAt: number;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly organizationId: string;
  readonly appId: string;
  readonly environment: EnvironmentName;
  /** SHA-256 of the key, as hex. */
  readonly digest: string;
  /** The key's last four characters, to tell keys apart in a list. */
  readonly lastFour: string;
  /** A JSON array. */
  readonly scopes: string;
  readonly name: string | null;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface ConnectionRow {
  readonly id: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly upstreamUserId: string;
  readonly username: string | null;
  readonly state: ConnectionState;
  readonly reason: string | null;
  readonly egressId: string | null;
  readonly country: string | null;
  /** The row version its session must have: an older session row put back is recognised. */
  readonly sessionVersion: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface GrantRow {
  readonly connectionId: string;
  readonly appId: string;
  /** A JSON array. */
  readonly permissions: string;
  readonly createdAt: number;
}

/** Sealed fields, each bound to its connection, its column and the row version. */
export interface SessionRow {
  readonly connectionId: string;
  readonly rowVersion: number;
  readonly cookies: Uint8Array;
  readonly userAgent: Uint8Array;
  readonly xBc: Uint8Array;
  readonly xHash: Uint8Array | null;
  readonly updatedAt: number;
}

export interface MetaRow {
  readonly name: string;
  readonly value: string;
}

export interface DataKeyRow {
  readonly id: string;
  readonly connectionId: string;
  readonly wrapped: Uint8Array;
  readonly createdAt: number;
}
