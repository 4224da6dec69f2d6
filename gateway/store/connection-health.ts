import { sql, type Kysely, type RawBuilder } from "kysely";
import type { ConnectionState } from "../connections/life.ts";
import type { ConnectionRow, Tables } from "./tables.ts";

/** When a connection is looked at next. */
export interface NextLook {
  readonly id: string;
  readonly checkDueAt: number;
  readonly checkedAt?: number;
}

/** How connections fare: when they are looked at, and what their sessions' ends are told by. */
export interface ConnectionHealthRepository {
  /** Connections whose check is due, those never looked at first. */
  readonly due: (
    states: readonly ConnectionState[],
    nowMs: number,
    limit: number,
  ) => Promise<readonly ConnectionRow[]>;
  /** Keeps what a look at it came to; `updatedAt` stays, for nothing of the connection itself changed. */
  readonly note: (
    id: string,
    noted: Partial<Pick<ConnectionRow, "checkedAt" | "checkDueAt" | "sessionEndsAt">>,
  ) => Promise<void>;
  /** Keeps of many when they are looked at next, in one statement, and when they last worked where that is given. */
  readonly noteAll: (looks: readonly NextLook[]) => Promise<void>;
  /** Active connections nobody was warned of, whose session ends before a time or, where that is not known, began before one. */
  readonly ending: (
    before: { readonly endMs: number; readonly beginMs: number | undefined },
    limit: number,
  ) => Promise<readonly ConnectionRow[]>;
  /** Active connections nobody was warned of, whose session was challenged so often since. */
  readonly challenged: (
    sinceMs: number,
    times: number,
    limit: number,
  ) => Promise<readonly ConnectionRow[]>;
  /** The connection with its warning, or nothing if its session had one or is another one by now. */
  readonly warn: (
    row: Pick<ConnectionRow, "id" | "sessionSince">,
    warning: string,
    atMs: number,
  ) => Promise<ConnectionRow | undefined>;
}

/** The same over a database or a transaction. */
export function createConnectionHealthRepository(db: Kysely<Tables>): ConnectionHealthRepository {
  const unwarned = () =>
    db
      .selectFrom("connections")
      .selectAll()
      .where("state", "=", "active")
      .where("warnedAt", "is", null);

  return {
    due: (states, nowMs, limit) =>
      db
        .selectFrom("connections")
        .selectAll()
        .where("state", "in", states)
        .where((eb) => eb.or([eb("checkDueAt", "is", null), eb("checkDueAt", "<=", nowMs)]))
        .orderBy("checkDueAt")
        .orderBy("id")
        .limit(limit)
        .execute(),
    note: async (id, noted) => {
      await db.updateTable("connections").set(noted).where("id", "=", id).execute();
    },
    noteAll: async (looks) => {
      if (looks.length === 0) return;
      const dueOf = looks.map(({ id, checkDueAt }) => sql`when ${id} then ${checkDueAt}`);
      const checkedOf = looks.map(({ id, checkedAt = null }) => sql`when ${id} then ${checkedAt}`);
      const byId = (cases: readonly RawBuilder<unknown>[]) =>
        sql<number | null>`cast(case ${sql.ref("id")} ${sql.join(cases, sql` `)} end as bigint)`;
      const ids = looks.map(({ id }) => id);
      await db
        .updateTable("connections")
        .set((eb) => ({
          checkDueAt: byId(dueOf),
          checkedAt: eb.fn.coalesce(byId(checkedOf), "checkedAt"),
        }))
        .where("id", "in", ids)
        .execute();
    },
    ending: ({ endMs, beginMs }, limit) =>
      unwarned()
        .where((eb) =>
          eb.or([
            eb("sessionEndsAt", "<=", endMs),
            ...(beginMs === undefined
              ? []
              : [eb.and([eb("sessionEndsAt", "is", null), eb("sessionSince", "<=", beginMs)])]),
          ]),
        )
        .limit(limit)
        .execute(),
    challenged: (sinceMs, times, limit) =>
      unwarned()
        .where("id", "in", (eb) =>
          eb
            .selectFrom("connectionHistory")
            .innerJoin("connections as own", "own.id", "connectionHistory.connectionId")
            .select("connectionHistory.connectionId")
            .where("connectionHistory.toState", "=", "challenged")
            .where("connectionHistory.at", ">=", sinceMs)
            // What an earlier session met says nothing of this one.
            .whereRef("connectionHistory.at", ">=", (of) =>
              of.fn.coalesce("own.sessionSince", of.lit(0)),
            )
            .groupBy("connectionHistory.connectionId")
            .having((of) => of.fn.countAll(), ">=", times),
        )
        .limit(limit)
        .execute(),
    warn: ({ id, sessionSince }, warning, atMs) =>
      db
        .updateTable("connections")
        .set({ warning, warnedAt: atMs })
        .where("id", "=", id)
        .where("warnedAt", "is", null)
        .where("sessionSince", "is", sessionSince)
        .returningAll()
        .executeTakeFirst(),
  };
}
