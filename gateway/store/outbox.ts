import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";
import type { EventRow } from "./webhook-rows.ts";

/** Events, kept for as long as they may be asked for again. */
export interface OutboxRepository {
  /** The next number of a subject's events. */
  readonly nextSequence: (subject: string) => Promise<number>;
  /** Adds an event; returns its place among all. */
  readonly add: (event: Omit<EventRow, "position">) => Promise<number>;
  readonly find: (position: number) => Promise<EventRow | undefined>;
  /** An organization's events of a time in an environment, the oldest first. */
  readonly between: (
    owner: Pick<EventRow, "organizationId" | "environment">,
    range: { readonly sinceMs: number; readonly untilMs: number; readonly after?: number },
    limit: number,
  ) => Promise<readonly EventRow[]>;
  readonly findById: (id: string) => Promise<EventRow | undefined>;
  /** The place of the newest event of all; 0 before the first. */
  readonly lastPosition: () => Promise<number>;
  /** An organization's events in an environment after a place, of some types or of all, the oldest first. */
  readonly after: (
    owner: Pick<EventRow, "organizationId" | "environment">,
    position: number,
    types: readonly string[] | undefined,
    limit: number,
  ) => Promise<readonly EventRow[]>;
  /** A connection's events, the newest first. */
  readonly ofConnection: (connectionId: string, limit: number) => Promise<readonly EventRow[]>;
  /** Removes events from before a time with their deliveries, whatever became of those. */
  readonly removeBefore: (timeMs: number) => Promise<void>;
}

/** The outbox over a database or a transaction. */
export function createOutboxRepository(db: Kysely<Tables>): OutboxRepository {
  return {
    nextSequence: async (subject) => {
      const { sequence } = await db
        .insertInto("eventSequences")
        .values({ subject, sequence: 1 })
        .onConflict((conflict) =>
          conflict.column("subject").doUpdateSet((eb) => ({
            sequence: eb("eventSequences.sequence", "+", 1),
          })),
        )
        .returning("sequence")
        .executeTakeFirstOrThrow();
      return sequence;
    },
    add: async (event) => {
      const { position } = await db
        .insertInto("events")
        // The database numbers them.
        .values(event as EventRow)
        .returning("position")
        .executeTakeFirstOrThrow();
      return position;
    },
    find: (position) =>
      db.selectFrom("events").selectAll().where("position", "=", position).executeTakeFirst(),
    between: ({ organizationId, environment }, { sinceMs, untilMs, after = 0 }, limit) =>
      db
        .selectFrom("events")
        .selectAll()
        .where("organizationId", "=", organizationId)
        .where("environment", "=", environment)
        .where("createdAt", ">=", sinceMs)
        .where("createdAt", "<", untilMs)
        .where("position", ">", after)
        .orderBy("position")
        .limit(limit)
        .execute(),
    findById: (id) => db.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirst(),
    lastPosition: async () => {
      const last = await db
        .selectFrom("events")
        .select(({ fn }) => fn.max<number | null>("position").as("position"))
        .executeTakeFirst();
      return last?.position ?? 0;
    },
    after: ({ organizationId, environment }, position, types, limit) => {
      const query = db
        .selectFrom("events")
        .selectAll()
        .where("position", ">", position)
        .where("organizationId", "=", organizationId)
        .where("environment", "=", environment);
      return (types === undefined ? query : query.where("type", "in", types))
        .orderBy("position")
        .limit(limit)
        .execute();
    },
    ofConnection: (connectionId, limit) =>
      db
        .selectFrom("events")
        .selectAll()
        .where("connectionId", "=", connectionId)
        .orderBy("position", "desc")
        .limit(limit)
        .execute(),
    removeBefore: async (timeMs) => {
      await db.deleteFrom("events").where("createdAt", "<", timeMs).execute();
    },
  };
}
