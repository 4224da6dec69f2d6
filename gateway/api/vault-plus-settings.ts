import { Type, type Static, type TObject, type TProperties } from "typebox";

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const members = {
  autoCacheVault: Type.Boolean(),
  autoCacheMessages: Type.Boolean(),
  autoCachePosts: Type.Boolean(),
  autoCacheStories: Type.Boolean(),
  minAccessCountVault: count,
  minAccessCountMessages: count,
  minAccessCountPosts: count,
  minAccessCountStories: count,
  cacheImages: Type.Boolean(),
  cacheVideos: Type.Boolean(),
  cacheAudio: Type.Boolean(),
  imageQualities: Type.Array(Type.Enum(["thumb", "preview", "full"]), { maxItems: 3 }),
  videoQualities: Type.Array(Type.Enum(["preview", "720p", "1080p", "source"]), { maxItems: 4 }),
  retentionDays: count,
  accessExpiryDays: count,
  presignedUrlTtlSeconds: count,
  storageLimitBytes: count,
  storageLimitPurgeStrategy: Type.Enum([
    "purge_oldest",
    "purge_largest",
    "purge_smallest",
    "block_new",
  ]),
};

/** How an account's media are kept: every setting. */
export const vaultPlusSettings = Type.Object(members, closed);
/** Some of the settings, to change or to differ in. */
export const vaultPlusChanges = Type.Partial(vaultPlusSettings, closed);

/** Every setting. */
export type VaultPlusSettings = Static<typeof vaultPlusSettings>;
/** Some of the settings. */
export type VaultPlusChanges = Static<typeof vaultPlusChanges>;

/** What an organization has until it says otherwise: nothing is kept unasked. */
export const DEFAULT_SETTINGS: VaultPlusSettings = {
  autoCacheVault: false,
  autoCacheMessages: false,
  autoCachePosts: false,
  autoCacheStories: false,
  minAccessCountVault: 1,
  minAccessCountMessages: 1,
  minAccessCountPosts: 1,
  minAccessCountStories: 1,
  cacheImages: true,
  cacheVideos: true,
  cacheAudio: true,
  imageQualities: ["full"],
  videoQualities: ["source"],
  retentionDays: 30,
  accessExpiryDays: 30,
  presignedUrlTtlSeconds: 3600,
  storageLimitBytes: 10_737_418_240,
  storageLimitPurgeStrategy: "purge_oldest",
};

/** An object with just these members. */
export function closedObject<Members extends TProperties>(properties: Members): TObject<Members> {
  return Type.Object(properties, closed);
}
