import type { ConnectionState } from "../connections/life.ts";
import type { EnvironmentName } from "../environments.ts";
import type { DeclarationRow } from "./declaration-row.ts";
import type { HealthColumns } from "./health-columns.ts";
import type { LinkTables } from "./link-tables.ts";
import type { WebhookTables } from "./webhook-rows.ts";

/** The tables of the main database. Times are milliseconds since 1970; flags are 0 or 1. */
export interface Tables extends WebhookTables, LinkTables {
  readonly organizations: OrganizationRow;
  readonly apps: AppRow;
  readonly apiKeys: ApiKeyRow;
  readonly connections: ConnectionRow;
  readonly grants: GrantRow;
  readonly sessions: SessionRow;
  readonly organizationSettings: OrganizationSettingsRow;
  readonly audit: AuditRow;
  readonly meta: MetaRow;
  readonly keyedWrites: KeyedWriteRow;
  readonly uploads: UploadRow;
  readonly uploadParts: UploadPartRow;
  readonly declarations: DeclarationRow;
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
  readonly firstUsedAt: number | null;
}

export interface ConnectionRow extends HealthColumns {
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
  /** The account's display name and picture, as the upstream last told. */
  readonly name: string | null;
  readonly avatar: string | null;
  /** What the organization calls the account itself. */
  readonly clientReferenceId: string | null;
  /** Whether its session was handed in by the organization. */
  readonly imported: number;
  /** SHA-256 of what was imported, as hex: the same again is recognised. */
  readonly importDigest: string | null;
  readonly expiredAt: number | null;
  /** When the upstream last confirmed the session. */
  readonly checkedAt: number | null;
  /** Whether its media are kept, if that was said for it alone. */
  readonly vaultPlusEnabled: number | null;
  /** What it does not have in common with its organization's others, as a JSON object. */
  readonly vaultPlusSettings: string | null;
}

export interface GrantRow {
  readonly connectionId: string;
  readonly appId: string;
  /** A JSON array. */
  readonly permissions: string;
  readonly createdAt: number;
  /** Who agreed: the account's owner, or the organization on the owner's behalf. */
  readonly consent: Consent | null;
  /** What the organization's assertion rests on, in its own words. */
  readonly basis: string | null;
  /** Since when the owner has it paused. */
  readonly pausedAt: number | null;
}

/** Who agreed to a grant. */
export type Consent = "owner" | "asserted_by_organization";

/** An organization's settings in one environment, as a JSON object. */
export interface OrganizationSettingsRow {
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly settings: string;
}

/** One act. Rows are added and never changed; each hash covers the one before. */
export interface AuditRow {
  readonly id: number;
  readonly at: number;
  /** `admin`, `config`, or the ID of an API key. */
  readonly actor: string;
  readonly action: string;
  /** The ID of what it was done to. */
  readonly target: string | null;
  readonly requestId: string;
  /** `ok`, or the code of the error it ended with. */
  readonly outcome: string;
  /** A JSON object without secrets. */
  readonly detail: string;
  readonly hash: string;
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

/** One write under an `Idempotency-Key`. */
export interface KeyedWriteRow {
  readonly connectionId: string;
  readonly appId: string;
  /** SHA-256 of the key, as hex. */
  readonly keyHash: string;
  /** `unknown`: it was sent, and what became of it was never heard. */
  readonly state: "running" | "done" | "unknown";
  /** What was asked, and once it is done what was answered. */
  readonly sealed: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A file on its way upstream. */
export interface UploadRow {
  /** A UUID. */
  readonly id: string;
  readonly connectionId: string;
  readonly appId: string;
  readonly state: UploadState;
  /** Name, size, type, and where the upstream wants it; once complete, what a post names it by. */
  readonly sealed: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** `taken`: a post or message that is under way names it; `used`: one did. */
export type UploadState = "open" | "completing" | "complete" | "taken" | "used";

/** One part of a file. */
export interface UploadPartRow {
  readonly uploadId: string;
  readonly number: number;
  readonly isSent: number;
  /** Where it goes, and once it is sent its checksum. */
  readonly sealed: Uint8Array;
}
