import type { Kysely } from "kysely";
import type { AppFilter } from "./apps.ts";
import type { ApiKeyRow, Tables } from "./tables.ts";

/** API keys, of which only digests are kept. */
export interface ApiKeysRepository {
  readonly add: (key: ApiKeyRow) => Promise<void>;
  /** The key with this digest, if it is not revoked. */
  readonly findByDigest: (digest: string) => Promise<ApiKeyRow | undefined>;
  readonly find: (id: string) => Promise<ApiKeyRow | undefined>;
  /** The oldest first, revoked ones too. */
  readonly list: (filter: AppFilter) => Promise<readonly ApiKeyRow[]>;
  /** Notes its first use; false if that is noted already. */
  readonly setFirstUsed: (id: string, firstUsedAt: number) => Promise<boolean>;
  /** The key with this digest, revoked or not. */
  readonly findAny: (digest: string) => Promise<ApiKeyRow | undefined>;
  readonly update: (id: string, changes: KeyChanges) => Promise<void>;
  /** The key as revoked, or nothing if there is none. The first time of revocation stays. */
  readonly revoke: (id: string, revokedAt: number) => Promise<ApiKeyRow | undefined>;
}

/** What may change about a key. */
export type KeyChanges = Pick<ApiKeyRow, "appId" | "scopes" | "name" | "revokedAt">;

/** API keys over a database or a transaction. */
export function createApiKeysRepository(db: Kysely<Tables>): ApiKeysRepository {
  return {
    add: async (key) => {
      await db.insertInto("apiKeys").values(key).execute();
    },
    findByDigest: (digest) =>
      db
        .selectFrom("apiKeys")
        .selectAll()
        .where("digest", "=", digest)
        .where("revokedAt", "is", null)
        .executeTakeFirst(),
    findAny: (digest) =>
      db.selectFrom("apiKeys").selectAll().where("digest", "=", digest).executeTakeFirst(),
    update: async (id, changes) => {
      await db.updateTable("apiKeys").set(changes).where("id", "=", id).execute();
    },
    find: (id) => db.selectFrom("apiKeys").selectAll().where("id", "=", id).executeTakeFirst(),
    list: ({ organizationId, environment }) =>
      db
        .selectFrom("apiKeys")
        .selectAll()
        .$if(organizationId !== undefined, (query) =>
          query.where("organizationId", "=", organizationId ?? ""),
        )
        .$if(environment !== undefined, (query) =>
          query.where("environment", "=", environment ?? "sandbox"),
        )
        .orderBy("createdAt")
        .orderBy("id")
        .execute(),
    setFirstUsed: async (id, firstUsedAt) => {
      const { numUpdatedRows } = await db
        .updateTable("apiKeys")
        .set({ firstUsedAt })
        .where("id", "=", id)
        .where("firstUsedAt", "is", null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    revoke: (id, revokedAt) =>
      db
        .updateTable("apiKeys")
        .set((eb) => ({ revokedAt: eb.fn.coalesce("revokedAt", eb.val(revokedAt)) }))
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst(),
  };
}
