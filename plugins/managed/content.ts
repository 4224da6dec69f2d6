import { Type, type Static, type TObject } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import { MediaItems, readMediaFiles, type MediaFile } from "./media-items.ts";
import { nullable } from "./shapes/fields.ts";

/** What posts and messages are made of, as a caller writes it. */
export const sharedFields = {
  text: Type.Optional(Type.String({ maxLength: 10_000 })),
  mediaItems: Type.Optional(MediaItems),
  isLockedText: Type.Optional(
    nullable(Type.Boolean({ description: "Hides the text behind the price." })),
  ),
  price: Type.Optional(
    nullable(Type.Number({ minimum: 0, maximum: 200, description: "In dollars." })),
  ),
  previewMediaCount: Type.Optional(
    nullable(Type.Integer({ minimum: 0, description: "The first so many items are free." })),
  ),
  releaseForms: Type.Optional(
    Type.Object(
      {
        users: Type.Optional(Type.Array(Type.Number())),
        partners: Type.Optional(Type.Array(Type.Number())),
        guests: Type.Optional(Type.Array(Type.Number())),
      },
      { additionalProperties: false },
    ),
  ),
  userTags: Type.Optional(Type.Array(Type.Number())),
  isMarkdown: Type.Optional(
    nullable(
      Type.Boolean({
        description: "Whether `text` is Markdown (emphasis, links, line breaks); true if left out.",
      }),
    ),
  ),
};

/** The same, where it may answer a message. */
export const contentFields = {
  ...sharedFields,
  replyToMessageId: Type.Optional(Type.String({ maxLength: 32 })),
};

/** Content whose form was checked. */
export type Content = Static<TObject<typeof contentFields>>;

/**
 * The fields that posts and messages share, in the upstream's words. `freeMedia` are the first media
 * IDs, which the two call by different names.
 * @throws GatewayError `BAD_REQUEST` if there is nothing to show or an item is no vault media.
 */
export function writeContent(content: Content): {
  readonly fields: object;
  readonly freeMedia: readonly MediaFile[];
} {
  const mediaFiles = readMediaFiles(content.mediaItems);
  if (mediaFiles.length === 0 && (content.text ?? "").trim() === "")
    throw new GatewayError("BAD_REQUEST", "The body needs a `text` or `mediaItems`.");
  const { users = [], partners = [], guests = [] } = content.releaseForms ?? {};
  return {
    fields: {
      lockedText: content.isLockedText ?? false,
      mediaFiles,
      price: content.price ?? 0,
      rfTag: users,
      rfPartner: partners,
      rfGuest: guests,
      userTags: content.userTags,
      replyToMessageId: content.replyToMessageId,
    },
    freeMedia: mediaFiles.slice(0, content.previewMediaCount ?? 0),
  };
}
