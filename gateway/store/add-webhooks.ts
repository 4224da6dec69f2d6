import type { Kysely } from "kysely";
import type { VersionTables } from "./migrate.ts";

/** Webhook endpoints, the outbox of events with its deliveries, and the history of connections. */
export async function addWebhooks(db: Kysely<VersionTables>): Promise<void> {
  await addEndpoints(db);
  await addOutbox(db);
  await db.schema
    .createTable("connectionHistory")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("connectionId", "text", (column) =>
      column.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("fromState", "text")
    .addColumn("toState", "text", (column) => column.notNull())
    .addColumn("changedBy", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .execute();
  await db.schema
    .createIndex("connectionHistoryOf")
    .on("connectionHistory")
    .columns(["connectionId", "id"])
    .execute();
}

async function addEndpoints({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("webhookEndpoints")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("url", "text", (column) => column.notNull())
    .addColumn("events", "text", (column) => column.notNull())
    .addColumn("form", "text", (column) => column.notNull())
    .addColumn("description", "text")
    .addColumn("disabledReason", "text")
    .addColumn("throttledUntil", "bigint", (column) => column.notNull().defaultTo(0))
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("updatedAt", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("webhookSecrets")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("endpointId", "text", (column) =>
      column.notNull().references("webhookEndpoints.id").onDelete("cascade"),
    )
    .addColumn("sealed", "blob", (column) => column.notNull())
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("expiresAt", "bigint")
    .execute();
  await schema
    .createIndex("webhookSecretsOf")
    .on("webhookSecrets")
    .columns(["endpointId"])
    .execute();
}

async function addOutbox({ schema }: Kysely<VersionTables>): Promise<void> {
  await schema
    .createTable("events")
    .addColumn("position", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("organizationId", "text", (column) =>
      column.notNull().references("organizations.id").onDelete("cascade"),
    )
    .addColumn("environment", "text", (column) => column.notNull())
    .addColumn("connectionId", "text")
    .addColumn("sequence", "bigint", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("sealed", "blob")
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .execute();
  await schema.createIndex("eventsCreated").on("events").column("createdAt").execute();
  await schema
    .createTable("eventSequences")
    .addColumn("subject", "text", (column) => column.primaryKey())
    .addColumn("sequence", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("deliveries")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("endpointId", "text", (column) =>
      column.notNull().references("webhookEndpoints.id").onDelete("cascade"),
    )
    .addColumn("position", "integer", (column) =>
      column.notNull().references("events.position").onDelete("cascade"),
    )
    .addColumn("lane", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("firstAttemptAt", "bigint")
    .addColumn("nextAttemptAt", "bigint", (column) => column.notNull())
    .addColumn("isRedelivery", "integer", (column) => column.notNull())
    .addColumn("lastResult", "text")
    .addColumn("createdAt", "bigint", (column) => column.notNull())
    .addColumn("endedAt", "bigint")
    .addUniqueConstraint("deliveriesEvent", ["endpointId", "position"])
    .execute();
  for (const [name, columns] of [
    ["deliveriesDue", ["state", "nextAttemptAt"]],
    ["deliveriesLane", ["endpointId", "lane", "state", "position"]],
    ["deliveriesPosition", ["position"]],
  ] as const)
    await schema
      .createIndex(name)
      .on("deliveries")
      .columns([...columns])
      .execute();
  await schema
    .createTable("deliveryAttempts")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("deliveryId", "text", (column) =>
      column.notNull().references("deliveries.id").onDelete("cascade"),
    )
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("durationMs", "bigint", (column) => column.notNull())
    .addColumn("status", "integer")
    .addColumn("result", "text", (column) => column.notNull())
    .execute();
  await schema
    .createIndex("deliveryAttemptsOf")
    .on("deliveryAttempts")
    .columns(["deliveryId", "at"])
    .execute();
}
