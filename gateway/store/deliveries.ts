import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";
import type { DeliveryAttemptRow, DeliveryRow, DeliveryState } from "./webhook-rows.ts";

/** Which deliveries are listed, the newest event first; what is left out does not matter. */
export interface DeliveryFilter {
  readonly endpointId: string;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A delivery with what it delivers. */
export type ListedDelivery = DeliveryRow & {
  readonly eventId: string;
  readonly type: string;
  readonly sequence: number;
};

/** Events on their way to endpoints, in lanes. */
export interface DeliveriesRepository {
  /** Puts a delivery in its lane: at its head, if the lane is empty. One that has ended is made anew. */
  readonly enqueue: (delivery: Omit<DeliveryRow, "state">) => Promise<void>;
  readonly find: (id: string) => Promise<DeliveryRow | undefined>;
  /** What may be sent now: heads and parked ones whose time has come, to endpoints that take them, but for some. */
  readonly findDue: (
    nowMs: number,
    exceptEndpoints: readonly string[],
    limit: number,
  ) => Promise<readonly DeliveryRow[]>;
  /** When the next one that is not due yet will be. */
  readonly nextDueAt: (nowMs: number) => Promise<number | undefined>;
  readonly update: (id: string, changes: Partial<DeliveryRow>) => Promise<void>;
  /** Makes the oldest that is queued in a lane its head, if it has none. */
  readonly advance: (endpointId: string, lane: string, nowMs: number) => Promise<void>;
  readonly logAttempt: (attempt: DeliveryAttemptRow) => Promise<void>;
  readonly attemptsOf: (deliveryId: string) => Promise<readonly DeliveryAttemptRow[]>;
  readonly list: (filter: DeliveryFilter) => Promise<readonly ListedDelivery[]>;
  /** When the endpoint last took something. */
  readonly lastDeliveredAt: (endpointId: string) => Promise<number | undefined>;
  readonly counts: () => Promise<ReadonlyMap<DeliveryState, number>>;
  /** When the oldest event was made that an enabled endpoint has yet to get. */
  readonly oldestWaitingAt: () => Promise<number | undefined>;
}

/** Deliveries over a database or a transaction. */
export function createDeliveriesRepository(db: Kysely<Tables>): DeliveriesRepository {
  const waiting = ["due", "parked"] as const;
  const enabled = () =>
    db
      .selectFrom("deliveries")
      .innerJoin("webhookEndpoints", "webhookEndpoints.id", "deliveries.endpointId")
      .where("webhookEndpoints.disabledReason", "is", null);

  return {
    enqueue: async (delivery) => {
      const head = await db
        .selectFrom("deliveries")
        .select("id")
        .where("endpointId", "=", delivery.endpointId)
        .where("lane", "=", delivery.lane)
        .where("state", "in", ["due", "queued"])
        .limit(1)
        .executeTakeFirst();
      const state: DeliveryState = head === undefined ? "due" : "queued";
      const { attempts, firstAttemptAt, nextAttemptAt, isRedelivery, endedAt } = delivery;
      const anew = { state, attempts, firstAttemptAt, nextAttemptAt, isRedelivery, endedAt };
      await db
        .insertInto("deliveries")
        .values({ ...delivery, state })
        .onConflict((conflict) =>
          conflict
            .columns(["endpointId", "position"])
            .doUpdateSet(anew)
            .where("deliveries.state", "in", ["delivered", "dead"]),
        )
        .execute();
    },
    find: (id) => db.selectFrom("deliveries").selectAll().where("id", "=", id).executeTakeFirst(),
    findDue: (nowMs, exceptEndpoints, limit) => {
      let query = enabled()
        .selectAll("deliveries")
        .where("deliveries.state", "in", waiting)
        .where("deliveries.nextAttemptAt", "<=", nowMs)
        .where("webhookEndpoints.throttledUntil", "<=", nowMs);
      if (exceptEndpoints.length > 0)
        query = query.where("deliveries.endpointId", "not in", exceptEndpoints);
      return query.orderBy("deliveries.nextAttemptAt").limit(limit).execute();
    },
    nextDueAt: async (nowMs) => {
      const timed = enabled().where("deliveries.state", "in", waiting);
      const [next, throttled] = await Promise.all([
        timed
          .where("deliveries.nextAttemptAt", ">", nowMs)
          .select(({ fn }) => fn.min<number | null>("deliveries.nextAttemptAt").as("at"))
          .executeTakeFirst(),
        timed
          .where("webhookEndpoints.throttledUntil", ">", nowMs)
          .select(({ fn }) => fn.min<number | null>("webhookEndpoints.throttledUntil").as("at"))
          .executeTakeFirst(),
      ]);
      const times = [next?.at, throttled?.at].filter((at) => at != null);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    update: async (id, changes) => {
      await db.updateTable("deliveries").set(changes).where("id", "=", id).execute();
    },
    advance: async (endpointId, lane, nextAttemptAt) => {
      const rows = await db
        .selectFrom("deliveries")
        .select(["id", "state"])
        .where("endpointId", "=", endpointId)
        .where("lane", "=", lane)
        .where("state", "in", ["due", "queued"])
        // A head comes first, as `due` sorts before `queued`.
        .orderBy("state")
        .orderBy("position")
        .limit(1)
        .execute();
      const [first] = rows;
      if (first?.state !== "queued") return;
      const changes = { state: "due", nextAttemptAt } as const;
      await db.updateTable("deliveries").set(changes).where("id", "=", first.id).execute();
    },
    logAttempt: async (attempt) => {
      await db.insertInto("deliveryAttempts").values(attempt).execute();
    },
    attemptsOf: (deliveryId) =>
      db
        .selectFrom("deliveryAttempts")
        .selectAll()
        .where("deliveryId", "=", deliveryId)
        .orderBy("at")
        .orderBy("id")
        .execute(),
    list: ({ endpointId, state, limit, offset }) => {
      let query = db
        .selectFrom("deliveries")
        .innerJoin("events", "events.position", "deliveries.position")
        .selectAll("deliveries")
        .select(["events.id as eventId", "events.type", "events.sequence"])
        .where("deliveries.endpointId", "=", endpointId);
      if (state !== undefined) query = query.where("deliveries.state", "=", state);
      return query.orderBy("deliveries.position", "desc").limit(limit).offset(offset).execute();
    },
    lastDeliveredAt: async (endpointId) => {
      const row = await db
        .selectFrom("deliveries")
        .select(({ fn }) => fn.max<number | null>("endedAt").as("at"))
        .where("endpointId", "=", endpointId)
        .where("state", "=", "delivered")
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
    counts: async () => {
      const rows = await db
        .selectFrom("deliveries")
        .select(["state", ({ fn }) => fn.countAll<number>().as("count")])
        .groupBy("state")
        .execute();
      return new Map(rows.map(({ state, count }) => [state, count]));
    },
    oldestWaitingAt: async () => {
      const row = await enabled()
        .innerJoin("events", "events.position", "deliveries.position")
        .select(({ fn }) => fn.min<number | null>("events.createdAt").as("at"))
        .where("deliveries.state", "in", ["due", "queued", "parked"])
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
  };
}
