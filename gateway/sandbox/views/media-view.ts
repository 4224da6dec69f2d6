import { fileBytes, filePath, type Rendition } from "../media/files.ts";
import type { Media } from "../world/things.ts";
import { iso, type Viewpoint } from "./view.ts";

/** Media of a list of ids; those the viewer has not paid for carry no addresses. */
export function viewMediaList(
  at: Viewpoint,
  ids: readonly number[],
  isPaid: boolean,
  previews: readonly number[] = [],
): object[] {
  return ids
    .map((id) => at.world.media.get(id))
    .filter((media) => media !== undefined)
    .map((media) => viewMedia(at, media, isPaid || previews.includes(media.id)));
}

/** One media item, in the newer of the upstream's two forms. */
export function viewMedia(at: Viewpoint, media: Media, canView: boolean): object {
  return {
    id: media.id,
    type: media.type,
    convertedToVideo: false,
    canView,
    hasError: false,
    createdAt: iso(media.createdAt),
    isReady: at.now >= media.readyAt,
    releaseForms: [],
    hasCustomPreview: false,
    ...(media.type === "video" && {
      duration: media.durationSeconds,
      videoSources: { 240: null, 720: null },
    }),
    ...(canView && at.now >= media.readyAt && { files: viewFiles(at, media) }),
  };
}

function viewFiles(at: Viewpoint, media: Media): object {
  const file = (rendition: Rendition, width: number, height: number): object => ({
    url: at.links.signed(filePath(media, rendition), at.viewer?.id ?? 0, at.now),
    width,
    height,
    size: fileBytes(media, rendition),
  });
  return {
    full: { ...file("full", media.width, media.height), sources: [] },
    thumb: file("thumb", 300, 300),
    preview: { ...file("preview", 960, 1280), options: [] },
    squarePreview: file("squarePreview", 960, 960),
  };
}
