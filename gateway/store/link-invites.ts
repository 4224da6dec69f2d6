import type { Kysely } from "kysely";
import type { AppFilter } from "./apps.ts";
import type { LinkInviteRow } from "./link-tables.ts";
import type { Tables } from "./tables.ts";

/** Invites: each change is one statement, so that two sessions at once cannot both spend one. */
export interface LinkInvitesRepository {
  readonly add: (invite: LinkInviteRow) => Promise<void>;
  readonly find: (id: string) => Promise<LinkInviteRow | undefined>;
  readonly findBySecret: (digest: string) => Promise<LinkInviteRow | undefined>;
  /** The newest first. */
  readonly list: (
    filter: AppFilter & { readonly limit: number; readonly offset: number },
  ) => Promise<readonly LinkInviteRow[]>;
  /** Spends it for one session; false if it is spent or revoked. */
  readonly spend: (id: string, sessionId: string) => Promise<boolean>;
  /** Gives it back: what it was spent for did not come about. */
  readonly giveBack: (id: string, sessionId: string) => Promise<void>;
  readonly setConnection: (id: string, connectionId: string) => Promise<void>;
  /** Ends one that is still of use; false if it was not. */
  readonly revoke: (id: string, revokedAt: number) => Promise<boolean>;
  readonly removeExpired: (before: number) => Promise<void>;
}

/** Invites over a database or a transaction. */
export function createLinkInvitesRepository(db: Kysely<Tables>): LinkInvitesRepository {
  const select = () => db.selectFrom("linkInvites").selectAll();
  const open = (id: string) =>
    db
      .updateTable("linkInvites")
      .where("id", "=", id)
      .where("spentBy", "is", null)
      .where("revokedAt", "is", null);
  return {
    add: async (invite) => {
      await db.insertInto("linkInvites").values(invite).execute();
    },
    find: (id) => select().where("id", "=", id).executeTakeFirst(),
    findBySecret: (digest) => select().where("digest", "=", digest).executeTakeFirst(),
    list: ({ organizationId, environment, limit, offset }) => {
      let query = select();
      if (organizationId !== undefined) query = query.where("organizationId", "=", organizationId);
      if (environment !== undefined) query = query.where("environment", "=", environment);
      return query.orderBy("createdAt", "desc").orderBy("id").limit(limit).offset(offset).execute();
    },
    spend: async (id, sessionId) => {
      const { numUpdatedRows } = await open(id).set({ spentBy: sessionId }).executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    giveBack: async (id, sessionId) => {
      await db
        .updateTable("linkInvites")
        .set({ spentBy: null })
        .where("id", "=", id)
        .where("spentBy", "=", sessionId)
        .execute();
    },
    setConnection: async (id, connectionId) => {
      await db.updateTable("linkInvites").set({ connectionId }).where("id", "=", id).execute();
    },
    revoke: async (id, revokedAt) => {
      const { numUpdatedRows } = await open(id).set({ revokedAt }).executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    removeExpired: async (before) => {
      await db.deleteFrom("linkInvites").where("expiresAt", "<", before).execute();
    },
  };
}
