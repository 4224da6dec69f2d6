import type { World } from "./world.ts";
import type { Media } from "./things.ts";

/** Adds a media item that exists from now on. */
export function addMedia(world: World, item: Omit<Media, "id">): Media {
  const media: Media = { ...item, id: world.nextId() };
  world.media.set(media.id, media);
  return media;
}
