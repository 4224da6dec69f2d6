import type { World } from "./world.ts";
import type { Media } from "./things.ts";

/** Adds a media item that exists from now on. */
export function addMedia(
  world: World,
  item: Omit<Media, "id" | "md5"> & { readonly md5?: string | undefined },
): Media {
  const media: Media = { md5: undefined, ...item, id: world.nextId() };
  world.media.set(media.id, media);
  return media;
}

/** Somebody's media item that was made of that file. */
export function findFile(
  world: World,
  ownerId: number,
  file: { readonly md5: string; readonly bytes: number },
): Media | undefined {
  return [...world.media.values()].find(
    ({ ownerId: owner, md5, bytes }) =>
      owner === ownerId && md5 === file.md5 && bytes === file.bytes,
  );
}
