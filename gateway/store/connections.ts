import type { Kysely } from "kysely";
import type { ConnectionState } from "../connections/life.ts";
import type { EnvironmentName } from "../environments.ts";
import { listConnections, type ConnectionFilter } from "./list-connections.ts";
import type { ConnectionRow, Tables } from "./tables.ts";

/** Linked accounts without their secrets. */
export interface ConnectionsRepository {
  readonly add: (connection: ConnectionRow) => Promise<void>;
  readonly find: (id: string) => Promise<ConnectionRow | undefined>;
  /** The connection an organization has for an upstream account in an environment. */
  readonly findByAccount: (
    organizationId: string,
    environment: EnvironmentName,
    upstreamUserId: string,
  ) => Promise<ConnectionRow | undefined>;
  /** A page of the connections that a filter lets through. */
  readonly list: (filter: ConnectionFilter) => Promise<readonly ConnectionRow[]>;
  /** Which connection has which outbound proxy, of those that have one. */
  readonly withEgress: () => Promise<readonly { readonly id: string; readonly egressId: string }[]>;
  /** The connection with these changes, or nothing if there is none. */
  readonly update: (id: string, changes: ConnectionChanges) => Promise<ConnectionRow | undefined>;
  /** Takes away what connections of an organization have been set apart in; says how many connections it has. */
  readonly resetSettings: (organizationId: string, environment: EnvironmentName) => Promise<number>;
  /** Moves the version of its session on; false if another writer was there first. */
  readonly advanceSession: (id: string, from: number, to: number) => Promise<boolean>;
  /** Removes it with its grants and session. */
  readonly remove: (id: string) => Promise<void>;
  readonly countByState: () => Promise<ReadonlyMap<ConnectionState, number>>;
}

/** What may change about a connection. */
export type ConnectionChanges = Partial<
  Omit<ConnectionRow, "id" | "organizationId" | "environment" | "upstreamUserId" | "createdAt">
> & { readonly updatedAt: number };

/** Connections over a database or a transaction. */
export function createConnectionsRepository(db: Kysely<Tables>): ConnectionsRepository {
  return {
    add: async (connection) => {
      await db.insertInto("connections").values(connection).execute();
    },
    find: (id) => db.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst(),
    findByAccount: (organizationId, environment, upstreamUserId) =>
      db
        .selectFrom("connections")
        .selectAll()
        .where("organizationId", "=", organizationId)
        .where("environment", "=", environment)
        .where("upstreamUserId", "=", upstreamUserId)
        .executeTakeFirst(),
    list: (filter) => listConnections(db, filter),
    withEgress: () =>
      db
        .selectFrom("connections")
        .select(["id", "egressId"])
        .where("egressId", "is not", null)
        .$narrowType<{ egressId: string }>()
        .execute(),
    update: (id, changes) =>
      db
        .updateTable("connections")
        .set(changes)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst(),
    resetSettings: async (organizationId, environment) => {
      const { numUpdatedRows } = await db
        .updateTable("connections")
        .set({ vaultPlusSettings: null })
        .where("organizationId", "=", organizationId)
        .where("environment", "=", environment)
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
    advanceSession: async (id, from, to) => {
      const { numUpdatedRows } = await db
        .updateTable("connections")
        .set({ sessionVersion: to })
        .where("id", "=", id)
        .where("sessionVersion", "=", from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    remove: async (id) => {
      await db.deleteFrom("connections").where("id", "=", id).execute();
    },
    countByState: async () => {
      const rows = await db
        .selectFrom("connections")
        .select(["state", ({ fn }) => fn.countAll<number>().as("count")])
        .groupBy("state")
        .execute();
      return new Map(rows.map(({ state, count }) => [state, count]));
    },
  };
}
