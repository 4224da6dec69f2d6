import type { Kysely } from "kysely";
import type { LinkSessionRow, LinkStep } from "./link-tables.ts";
import type { Tables } from "./tables.ts";

/** Link sessions: each change is one statement, so that two requests at once cannot both win. */
export interface LinkSessionsRepository {
  readonly add: (session: LinkSessionRow) => Promise<void>;
  readonly find: (id: string) => Promise<LinkSessionRow | undefined>;
  readonly findBySecret: (digest: string) => Promise<LinkSessionRow | undefined>;
  /** Ties it to a browser, unless it is tied already. */
  readonly bind: (id: string, browserDigest: string) => Promise<LinkSessionRow | undefined>;
  /** The session with these changes if it stands at one of these steps; otherwise nothing changes. */
  readonly move: (
    id: string,
    from: readonly LinkStep[],
    changes: LinkSessionChanges,
  ) => Promise<LinkSessionRow | undefined>;
  /** Takes one of the attempts there are; false if all were taken. */
  readonly takeAttempt: (
    id: string,
    kind: "passwordAttempts" | "codeAttempts" | "sends",
    max: number,
  ) => Promise<boolean>;
  /** Uses up the companion's ticket: true for the first who brings it in time. */
  readonly takeTicket: (id: string, ticketDigest: string, nowMs: number) => Promise<boolean>;
  /** Uses up an app's code: only the first who asks in time gets the session. */
  readonly takeCode: (
    appId: string,
    codeDigest: string,
    nowMs: number,
  ) => Promise<LinkSessionRow | undefined>;
  readonly findByCode: (codeDigest: string) => Promise<LinkSessionRow | undefined>;
  /** Whether the upstream asked for this in any session of an environment and country since then. */
  readonly hasProof: (
    of: Pick<LinkSessionRow, "environment" | "country">,
    proof: string,
    sinceMs: number,
  ) => Promise<boolean>;
  /** Those that hold something sealed and are over. */
  readonly listSealed: (expiredBefore: number) => Promise<readonly LinkSessionRow[]>;
  /** Those that an invite opened, the newest first. */
  readonly listByInvite: (inviteId: string) => Promise<readonly LinkSessionRow[]>;
  readonly removeExpired: (before: number) => Promise<void>;
}

/** What may change about a Link session. */
export type LinkSessionChanges = Partial<
  Omit<LinkSessionRow, "id" | "digest" | "organizationId" | "appId" | "environment">
>;

/** Link sessions over a database or a transaction. */
export function createLinkSessionsRepository(db: Kysely<Tables>): LinkSessionsRepository {
  const select = () => db.selectFrom("linkSessions").selectAll();
  const update = () => db.updateTable("linkSessions");
  return {
    add: async (session) => {
      await db.insertInto("linkSessions").values(session).execute();
    },
    find: (id) => select().where("id", "=", id).executeTakeFirst(),
    findBySecret: (digest) => select().where("digest", "=", digest).executeTakeFirst(),
    bind: (id, browserDigest) =>
      update()
        .set({ browserDigest, step: "consent" })
        .where("id", "=", id)
        .where("browserDigest", "is", null)
        .where("step", "=", "new")
        .returningAll()
        .executeTakeFirst(),
    move: (id, from, changes) =>
      update()
        .set(changes)
        .where("id", "=", id)
        .where("step", "in", from)
        .returningAll()
        .executeTakeFirst(),
    takeAttempt: async (id, kind, max) => {
      const { numUpdatedRows } = await update()
        .set((expression) => ({ [kind]: expression(kind, "+", 1) }))
        .where("id", "=", id)
        .where(kind, "<", max)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    takeTicket: async (id, ticketDigest, nowMs) => {
      const { numUpdatedRows } = await update()
        .set({ ticketDigest: null })
        .where("id", "=", id)
        .where("ticketDigest", "=", ticketDigest)
        .where("ticketExpiresAt", ">", nowMs)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    takeCode: (appId, codeDigest, nowMs) =>
      update()
        .set({ codeUsedAt: nowMs })
        .where("appId", "=", appId)
        .where("codeDigest", "=", codeDigest)
        .where("codeUsedAt", "is", null)
        .where("codeExpiresAt", ">", nowMs)
        .returningAll()
        .executeTakeFirst(),
    findByCode: (codeDigest) => select().where("codeDigest", "=", codeDigest).executeTakeFirst(),
    hasProof: async ({ environment, country }, proof, sinceMs) => {
      const found = await db
        .selectFrom("linkSessions")
        .select("id")
        .where("environment", "=", environment)
        .where("country", "is", country)
        .where("proof", "=", proof)
        .where("createdAt", ">", sinceMs)
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
    listSealed: (expiredBefore) =>
      select().where("expiresAt", "<", expiredBefore).where("sealed", "is not", null).execute(),
    listByInvite: (inviteId) =>
      select().where("inviteId", "=", inviteId).orderBy("createdAt", "desc").limit(100).execute(),
    removeExpired: async (before) => {
      await db.deleteFrom("linkSessions").where("expiresAt", "<", before).execute();
    },
  };
}
