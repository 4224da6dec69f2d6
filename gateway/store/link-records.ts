import type { Kysely } from "kysely";
import type { AppLogoRow, ManageLinkRow, ReceiptRow } from "./link-tables.ts";
import type { Tables } from "./tables.ts";

/** What Link leaves behind: apps' settings, receipts and manage links. */
export interface LinkRecordsRepository {
  /** What an app registered, as JSON, if it did. */
  readonly appSettings: (appId: string) => Promise<string | undefined>;
  readonly setAppSettings: (appId: string, settings: string) => Promise<void>;
  readonly putLogo: (logo: AppLogoRow) => Promise<void>;
  readonly removeLogo: (appId: string) => Promise<void>;
  readonly findLogo: (digest: string) => Promise<AppLogoRow | undefined>;
  readonly logoDigest: (appId: string) => Promise<string | undefined>;
  /** Gives a connection its manage link; the one before stops working. */
  readonly putManageLink: (link: ManageLinkRow) => Promise<void>;
  readonly findManageLink: (digest: string) => Promise<ManageLinkRow | undefined>;
  readonly addReceipt: (receipt: ReceiptRow) => Promise<void>;
  /** The newest first. */
  readonly receiptsOf: (connectionId: string) => Promise<readonly ReceiptRow[]>;
}

/** These records over a database or a transaction. */
export function createLinkRecordsRepository(db: Kysely<Tables>): LinkRecordsRepository {
  return {
    appSettings: async (appId) => {
      const row = await db
        .selectFrom("linkApps")
        .select("settings")
        .where("appId", "=", appId)
        .executeTakeFirst();
      return row?.settings;
    },
    setAppSettings: async (appId, settings) => {
      await db
        .insertInto("linkApps")
        .values({ appId, settings })
        .onConflict((conflict) => conflict.column("appId").doUpdateSet({ settings }))
        .execute();
    },
    putLogo: async (logo) => {
      await db
        .insertInto("appLogos")
        .values(logo)
        .onConflict((conflict) => conflict.column("appId").doUpdateSet(logo))
        .execute();
    },
    removeLogo: async (appId) => {
      await db.deleteFrom("appLogos").where("appId", "=", appId).execute();
    },
    findLogo: (digest) =>
      db
        .selectFrom("appLogos")
        .selectAll()
        .where("digest", "=", digest)
        .limit(1)
        .executeTakeFirst(),
    logoDigest: async (appId) => {
      const row = await db
        .selectFrom("appLogos")
        .select("digest")
        .where("appId", "=", appId)
        .executeTakeFirst();
      return row?.digest;
    },
    putManageLink: async (link) => {
      await db
        .insertInto("manageLinks")
        .values(link)
        .onConflict((conflict) => conflict.column("connectionId").doUpdateSet(link))
        .execute();
    },
    findManageLink: (digest) =>
      db.selectFrom("manageLinks").selectAll().where("digest", "=", digest).executeTakeFirst(),
    addReceipt: async (receipt) => {
      await db.insertInto("receipts").values(receipt).execute();
    },
    receiptsOf: (connectionId) =>
      db
        .selectFrom("receipts")
        .selectAll()
        .where("connectionId", "=", connectionId)
        .orderBy("createdAt", "desc")
        .orderBy("id")
        .execute(),
  };
}
