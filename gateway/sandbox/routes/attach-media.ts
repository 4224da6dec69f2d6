import { invalid } from "../refusal.ts";
import { bytesOf } from "../uploads/uploads.ts";
import { addMedia } from "../world/media.ts";
import { viewerOf, type Call } from "./route.ts";

/** How long a new file is "not ready" after it was attached. */
const CONVERSION_MS = 3_000;

/**
 * The media ids a `mediaFiles` list stands for: ids of own media, or claims of fresh uploads. An
 * incomplete claim attaches nothing and is no error, as upstream.
 * @throws Refusal if an id is not of the viewer's own media.
 */
export function attachMedia(call: Call, mediaFiles: unknown): readonly number[] {
  if (!Array.isArray(mediaFiles)) return [];
  return mediaFiles
    .map((item: unknown) =>
      typeof item === "object" && item !== null
        ? convert(call, item as Readonly<Record<string, unknown>>)
        : ownMedia(call, item),
    )
    .filter((id) => id !== undefined);
}

function ownMedia(call: Call, item: unknown): number {
  const media = call.world.media.get(Number(item));
  if (media === undefined || media.ownerId !== viewerOf(call).id)
    throw invalid("Something wrong with attached media");
  return media.id;
}

function convert(call: Call, claim: Readonly<Record<string, unknown>>): number | undefined {
  const { processId, thumbId, name } = claim;
  if (typeof processId !== "string" || thumbId === undefined || name === undefined)
    return undefined;
  const object = call.stage.uploads.claim(processId);
  if (object === undefined) return undefined;
  const isVideo = object.contentType.startsWith("video/");
  return addMedia(call.world, {
    ownerId: viewerOf(call).id,
    type: isVideo ? "video" : "photo",
    width: 1440,
    height: 1920,
    durationSeconds: isVideo ? 10 : 0,
    bytes: bytesOf(object),
    // A file of several parts has an ETag that is no MD5 of it.
    md5: object.etag,
    createdAt: call.now,
    readyAt: call.now + CONVERSION_MS,
  }).id;
}
