import { mediaOf, mediaOn } from "../world/vault-lists.ts";
import type { VaultList, Media } from "../world/things.ts";
import { viewMedia } from "./media-view.ts";
import type { Viewpoint } from "./view.ts";

const COVERS = 4;

/** One media item as the creator's vault shows it, with the lists it is on. */
export function viewVaultMedia(at: Viewpoint, media: Media, lists: readonly VaultList[]): object {
  const tips = at.world.sales.filter(
    ({ source, subjectId }) =>
      source === "tips" && (at.world.posts.get(subjectId ?? 0)?.mediaIds ?? []).includes(media.id),
  );
  return {
    ...viewMedia(at, media, true),
    counters: {
      likesCount: likesOf(media),
      tipsSumm: tips.reduce((sum, { cents }) => sum + cents, 0) / 100,
    },
    hasPosts: lists.some(({ type }) => type === "posts"),
    lists: lists.map(({ id, type, name }) => ({ id, type, name })),
  };
}

/** How many like a media item, which stays the same. */
export function likesOf({ id }: Media): number {
  return id % 17;
}

/** A list of the vault with the newest of what is on it. */
export function viewVaultList(at: Viewpoint, list: VaultList): object {
  const media = mediaOn(at.world, list);
  const isOwn = list.type === "custom";
  return {
    id: list.id,
    type: list.type,
    name: list.name,
    hasMedia: media.length > 0,
    canUpdate: isOwn,
    canDelete: isOwn,
    ...countsOf(media),
    medias: viewCovers(at, media),
  };
}

/** What a person's whole vault holds. */
export function viewVaultTotal(at: Viewpoint, ownerId: number): object {
  const media = mediaOf(at.world, ownerId);
  return { ...countsOf(media), medias: viewCovers(at, media) };
}

function countsOf(media: readonly Media[]): object {
  const videosCount = media.filter(({ type }) => type === "video").length;
  return { videosCount, photosCount: media.length - videosCount, gifsCount: 0, audiosCount: 0 };
}

function viewCovers(at: Viewpoint, media: readonly Media[]): readonly object[] {
  return media.slice(-COVERS).map((each) => {
    const { files } = viewMedia(at, each, true) as { files?: { thumb: { url: string } } };
    return { type: each.type, url: files?.thumb.url };
  });
}
