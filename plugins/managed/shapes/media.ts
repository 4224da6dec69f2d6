import { Type } from "typebox";
import { firstPresent, isObject, type JsonObject } from "../json.ts";
import { nullable, optional, required } from "./fields.ts";

const picture = {
  url: Type.String({ description: "Empty while the account may not see it." }),
  ...optional(Type.Number(), ["width", "height", "size"]),
};
const Variants = Type.Array(
  Type.Object({
    url: Type.String(),
    ...optional(Type.Number(), ["width", "height"]),
    type: Type.Optional(Type.String()),
  }),
);

/** A release form attached to media or a post. */
export const ReleaseForm = Type.Object({
  id: Type.Number(),
  ...required(Type.String(), ["name", "partnerSource", "type"]),
  user: Type.Optional(
    Type.Object({
      id: Type.Number(),
      ...required(Type.String(), ["view", "name", "username", "avatar", "ivStatus"]),
      ...required(Type.Boolean(), ["isVerified", "isFromGuest"]),
      avatarThumbs: Type.Object(required(Type.String(), ["c50", "c144"])),
    }),
  ),
});

/** A photo, video, gif or audio. `title` is what ties the shape to its reader. */
export const Media = Type.Object(
  {
    id: Type.Number(),
    type: Type.Enum(["photo", "video", "gif", "audio"]),
    ...required(Type.Boolean(), ["convertedToVideo", "canView", "hasError"]),
    createdAt: Type.String(),
    isReady: Type.Boolean({ default: true }),
    duration: Type.Optional(Type.Number()),
    releaseForms: Type.Array(ReleaseForm),
    hasCustomPreview: Type.Optional(Type.Boolean()),
    videoSources: Type.Optional(Type.Object(optional(nullable(Type.String()), ["240", "720"]))),
    files: Type.Optional(
      Type.Object({
        full: Type.Object({ ...picture, sources: Variants }),
        thumb: Type.Optional(Type.Object(picture)),
        preview: Type.Optional(Type.Object({ ...picture, options: Variants })),
        squarePreview: Type.Optional(Type.Object(picture)),
      }),
    ),
  },
  { title: "Media" },
);

/**
 * Media as the contract writes it, from either upstream form: the old one with `source`, `full`,
 * `preview` and `thumb` as texts, or the newer one under `files`. Both may be mixed in one object.
 */
export function readMedia(media: JsonObject): JsonObject {
  const files = objectIn(media, "files");
  const source = objectIn(media, "source");
  const info = objectIn(media, "info");
  const original = objectIn(info, "source");
  const older = firstPresent(source["source"], media["full"], media["src"]);
  const full = picked(objectIn(files, "full"), source, original, older);
  const preview = picked(
    objectIn(files, "preview"),
    objectIn(info, "preview"),
    NOTHING,
    media["preview"],
  );
  const thumb = picked(objectIn(files, "thumb"), NOTHING, NOTHING, media["thumb"]);
  const square = picked(objectIn(files, "squarePreview"), NOTHING, NOTHING, media["squarePreview"]);
  return {
    ...media,
    duration: media["duration"] ?? source["duration"] ?? original["duration"] ?? undefined,
    files:
      (full ?? preview ?? thumb ?? square)
        ? { full: full ?? NOTHING, preview, thumb, squarePreview: square }
        : undefined,
  };
}

const NOTHING: JsonObject = {};

/** One picture from its newer form, or what two older places and an address tell; `undefined` without an address. */
function picked(
  file: JsonObject,
  older: JsonObject,
  oldest: JsonObject,
  olderUrl: unknown,
): JsonObject | undefined {
  const url = file["url"] ?? olderUrl ?? undefined;
  if (url === undefined) return undefined;
  return {
    url,
    width: file["width"] ?? older["width"] ?? oldest["width"],
    height: file["height"] ?? older["height"] ?? oldest["height"],
    size: file["size"] ?? older["size"] ?? oldest["size"],
    sources: file["sources"],
    options: file["options"],
  };
}

function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : NOTHING;
}
