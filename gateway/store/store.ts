import type { Kysely } from "kysely";
import type { MasterKey } from "../secrets/master-key.ts";
import type { KeyRing } from "../secrets/key-ring.ts";
import { createApiKeysRepository, type ApiKeysRepository } from "./api-keys.ts";
import { createAppsRepository, type AppsRepository } from "./apps.ts";
import { createAuditRepository, type AuditRepository } from "./audit.ts";
import {
  createConnectionHistoryRepository,
  type ConnectionHistoryRepository,
} from "./connection-history.ts";
import {
  createConnectionHealthRepository,
  type ConnectionHealthRepository,
} from "./connection-health.ts";
import { createConnectionsRepository, type ConnectionsRepository } from "./connections.ts";
import type { DataKeysRepository } from "./data-keys.ts";
import { createDeclarationsRepository, type DeclarationsRepository } from "./declarations.ts";
import { createDeliveriesRepository, type DeliveriesRepository } from "./deliveries.ts";
import { createGrantsRepository, type GrantsRepository } from "./grants.ts";
import { createActivityRepository, type ActivityRepository } from "./activity.ts";
import { createLinkInvitesRepository, type LinkInvitesRepository } from "./link-invites.ts";
import { createLinkRecordsRepository, type LinkRecordsRepository } from "./link-records.ts";
import { createLinkSessionsRepository, type LinkSessionsRepository } from "./link-sessions.ts";
import { createKeyOwnersRepository, type KeyOwnersRepository } from "./key-owners.ts";
import { createKeyedWritesRepository, type KeyedWritesRepository } from "./keyed-writes.ts";
import { createMetaRepository, type MetaRepository } from "./meta.ts";
import { createOrganizationsRepository, type OrganizationsRepository } from "./organizations.ts";
import { createOutboxRepository, type OutboxRepository } from "./outbox.ts";
import { createSessionsRepository, type SessionsRepository } from "./sessions.ts";
import type { Tables } from "./tables.ts";
import { createUploadsRepository, type UploadsRepository } from "./uploads.ts";
import {
  createWebhookEndpointsRepository,
  type WebhookEndpointsRepository,
} from "./webhook-endpoints.ts";

/** The records, one repository a table. */
export interface Repositories {
  readonly organizations: OrganizationsRepository;
  readonly apps: AppsRepository;
  readonly apiKeys: ApiKeysRepository;
  readonly connections: ConnectionsRepository;
  readonly grants: GrantsRepository;
  readonly sessions: SessionsRepository;
  readonly keyOwners: KeyOwnersRepository;
  readonly audit: AuditRepository;
  readonly meta: MetaRepository;
  readonly linkSessions: LinkSessionsRepository;
  readonly linkInvites: LinkInvitesRepository;
  readonly linkRecords: LinkRecordsRepository;
  readonly activity: ActivityRepository;
  readonly keyedWrites: KeyedWritesRepository;
  readonly uploads: UploadsRepository;
  readonly webhookEndpoints: WebhookEndpointsRepository;
  readonly outbox: OutboxRepository;
  readonly deliveries: DeliveriesRepository;
  readonly declarations: DeclarationsRepository;
  readonly connectionHistory: ConnectionHistoryRepository;
  readonly connectionHealth: ConnectionHealthRepository;
}

/** An open data folder. Every call is asynchronous: the database works in a thread of its own. */
export interface Store extends Repositories {
  /** Wrapped data keys, in a file of their own and outside of transactions. */
  readonly dataKeys: DataKeysRepository;
  /** What wraps them. */
  readonly keyRing: KeyRing;
  /** The key-encryption key itself: what it is, and how it is replaced. */
  readonly masterKey: MasterKey;
  /** Where a key was made at this, the first start; whoever starts says so loudly, and that it needs a backup. */
  readonly createdKeyAt: string | undefined;
  /** Runs the work whole or not at all. Inside it, use only the repositories it is given. */
  readonly transaction: <T>(work: (repositories: Repositories) => Promise<T>) => Promise<T>;
  /** Why the store can no longer be used, if it cannot; for readiness. */
  readonly problem: () => string | undefined;
  /** For warnings: why the last write failed, until one succeeds; a full disk, say. */
  readonly notices: () => readonly string[];
  /** Finishes what was asked, and lets go of the folder. */
  readonly close: () => Promise<void>;
}

/** All repositories over a database or a transaction. */
export function createRepositories(db: Kysely<Tables>): Repositories {
  return {
    organizations: createOrganizationsRepository(db),
    apps: createAppsRepository(db),
    apiKeys: createApiKeysRepository(db),
    connections: createConnectionsRepository(db),
    grants: createGrantsRepository(db),
    sessions: createSessionsRepository(db),
    keyOwners: createKeyOwnersRepository(db),
    audit: createAuditRepository(db),
    meta: createMetaRepository(db),
    linkSessions: createLinkSessionsRepository(db),
    linkInvites: createLinkInvitesRepository(db),
    linkRecords: createLinkRecordsRepository(db),
    activity: createActivityRepository(db),
    keyedWrites: createKeyedWritesRepository(db),
    uploads: createUploadsRepository(db),
    webhookEndpoints: createWebhookEndpointsRepository(db),
    outbox: createOutboxRepository(db),
    deliveries: createDeliveriesRepository(db),
    declarations: createDeclarationsRepository(db),
    connectionHistory: createConnectionHistoryRepository(db),
    connectionHealth: createConnectionHealthRepository(db),
  };
}
