import type { Kysely } from "kysely";
import type { EnvironmentName } from "../environments.ts";
import type { AppFilter } from "./apps.ts";
import type { Tables } from "./tables.ts";
import type { WebhookEndpointRow, WebhookSecretRow } from "./webhook-rows.ts";

/** Who is told of events, and the sealed secrets that sign what they are told. */
export interface WebhookEndpointsRepository {
  readonly add: (endpoint: WebhookEndpointRow) => Promise<void>;
  readonly find: (id: string) => Promise<WebhookEndpointRow | undefined>;
  /** The oldest first. */
  readonly list: (filter: AppFilter) => Promise<readonly WebhookEndpointRow[]>;
  /** Every organization's endpoints in an environment that are not disabled. */
  readonly listEnabled: (environment: EnvironmentName) => Promise<readonly WebhookEndpointRow[]>;
  /** The endpoint with these changes, or nothing if there is none. */
  readonly update: (
    id: string,
    changes: Partial<Omit<WebhookEndpointRow, "id" | "organizationId" | "environment">>,
  ) => Promise<WebhookEndpointRow | undefined>;
  /** Removes it with its secrets and deliveries. */
  readonly remove: (id: string) => Promise<void>;
  readonly addSecret: (secret: WebhookSecretRow) => Promise<void>;
  /** Those that sign at a time, the newest first. */
  readonly secretsOf: (id: string, nowMs: number) => Promise<readonly WebhookSecretRow[]>;
  /** Lets all secrets but those that end earlier end at a time. */
  readonly endSecrets: (id: string, expiresAt: number) => Promise<void>;
  readonly removeSecretsBefore: (timeMs: number) => Promise<void>;
}

/** Endpoints over a database or a transaction. */
export function createWebhookEndpointsRepository(db: Kysely<Tables>): WebhookEndpointsRepository {
  return {
    add: async (endpoint) => {
      await db.insertInto("webhookEndpoints").values(endpoint).execute();
    },
    find: (id) =>
      db.selectFrom("webhookEndpoints").selectAll().where("id", "=", id).executeTakeFirst(),
    list: ({ organizationId, environment }) => {
      let query = db.selectFrom("webhookEndpoints").selectAll();
      if (organizationId !== undefined) query = query.where("organizationId", "=", organizationId);
      if (environment !== undefined) query = query.where("environment", "=", environment);
      return query.orderBy("createdAt").orderBy("id").execute();
    },
    listEnabled: (environment) =>
      db
        .selectFrom("webhookEndpoints")
        .selectAll()
        .where("environment", "=", environment)
        .where("disabledReason", "is", null)
        .execute(),
    update: (id, changes) =>
      db
        .updateTable("webhookEndpoints")
        .set(changes)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst(),
    remove: async (id) => {
      await db.deleteFrom("webhookEndpoints").where("id", "=", id).execute();
    },
    addSecret: async (secret) => {
      await db.insertInto("webhookSecrets").values(secret).execute();
    },
    secretsOf: (id, nowMs) =>
      db
        .selectFrom("webhookSecrets")
        .selectAll()
        .where("endpointId", "=", id)
        .where((eb) => eb.or([eb("expiresAt", "is", null), eb("expiresAt", ">", nowMs)]))
        .orderBy("createdAt", "desc")
        .orderBy("id", "desc")
        .execute(),
    endSecrets: async (id, expiresAt) => {
      await db
        .updateTable("webhookSecrets")
        .set({ expiresAt })
        .where("endpointId", "=", id)
        .where((eb) => eb.or([eb("expiresAt", "is", null), eb("expiresAt", ">", expiresAt)]))
        .execute();
    },
    removeSecretsBefore: async (timeMs) => {
      await db.deleteFrom("webhookSecrets").where("expiresAt", "<", timeMs).execute();
    },
  };
}
