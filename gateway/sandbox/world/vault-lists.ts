import type { World } from "./world.ts";
import type { Media, VaultList } from "./things.ts";

/** A person's lists, those of the system first. */
export function vaultListsOf(world: World, ownerId: number): readonly VaultList[] {
  return [...world.vaultLists.values()].filter((list) => list.ownerId === ownerId);
}

/** What each of a person's media is on, for any number of questions. */
export function createListing(
  world: World,
  ownerId: number,
): (media: Media) => readonly VaultList[] {
  const lists = vaultListsOf(world, ownerId).map((list) => ({ list, ids: idsOn(world, list) }));
  return ({ id }) => lists.filter(({ ids }) => ids.has(id)).map(({ list }) => list);
}

/** The media on a list. */
export function mediaOn(world: World, list: VaultList): readonly Media[] {
  return [...idsOn(world, list)]
    .map((id) => world.media.get(id))
    .filter((media) => media !== undefined);
}

/** A person's own media, in the order of time. */
export function mediaOf(world: World, ownerId: number): readonly Media[] {
  return [...world.media.values()].filter((media) => media.ownerId === ownerId);
}

/** Lists every creator begins with. */
export function seedVaultLists(world: World, ownerId: number): void {
  const own = mediaOf(world, ownerId).map(({ id }) => id);
  const lists = [
    { type: "posts", name: "Posts", mediaIds: [] },
    { type: "messages", name: "Messages", mediaIds: [] },
    { type: "custom", name: "Favourites", mediaIds: own.slice(0, 6) },
    { type: "custom", name: "Unsorted", mediaIds: own.slice(6, 9) },
  ] as const;
  for (const list of lists) {
    const id = world.nextId();
    world.vaultLists.set(id, { id, ownerId, ...list });
  }
}

function idsOn(world: World, { type, ownerId, mediaIds }: VaultList): ReadonlySet<number> {
  if (type === "custom") return new Set(mediaIds);
  if (type === "posts")
    return new Set((world.postsOf.get(ownerId) ?? []).flatMap((post) => post.mediaIds));
  const sent = [...world.messages.values()].filter((message) => message.fromId === ownerId);
  return new Set(sent.flatMap((message) => message.mediaIds));
}
