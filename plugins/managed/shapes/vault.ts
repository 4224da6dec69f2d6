import { Type } from "typebox";
import { nullable, required } from "./fields.ts";
import { Media } from "./media.ts";

/** One media item of the vault. */
export const VaultMedia = Type.Object(
  {
    ...Media.properties,
    counters: Type.Object(required(Type.Number(), ["likesCount", "tipsSumm"])),
    hasPosts: Type.Optional(Type.Boolean()),
    lists: Type.Array(
      Type.Object({ id: Type.Number(), ...required(Type.String(), ["type", "name"]) }),
    ),
  },
  { title: "VaultMedia" },
);

/** A list of the vault; those that are not `custom` fill themselves. */
export const VaultList = Type.Object(
  {
    id: Type.Number(),
    type: Type.Enum(["custom", "messages", "posts", "stories", "streams", "media_stickers"]),
    name: Type.String(),
    ...required(Type.Boolean(), ["hasMedia", "canUpdate", "canDelete"]),
    medias: Type.Array(
      Type.Object({
        type: nullable(Type.Enum(["photo", "video", "gif", "audio"])),
        url: Type.Optional(Type.String()),
      }),
    ),
  },
  { title: "VaultList" },
);

/** A page of lists, with what the whole vault holds. */
export const VaultLists = Type.Object({
  list: Type.Array(VaultList),
  all: Type.Object({
    ...required(Type.Number(), ["videosCount", "photosCount", "gifsCount", "audiosCount"]),
    medias: Type.Array(Type.Object({ type: Type.Optional(Type.Unknown()) })),
  }),
  hasMore: Type.Boolean(),
  nextOffset: Type.Optional(Type.Number()),
  canCreateVaultLists: Type.Boolean({ default: true }),
  ...required(Type.String(), ["order", "sort"]),
});
