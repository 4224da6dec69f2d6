import { addMedia } from "./media.ts";
import { addStory } from "./stories.ts";
import { addUserList } from "./user-lists.ts";
import type { World } from "./world.ts";
import type { User } from "./things.ts";

const DAY_MS = 86_400_000;
const STORIES = 3;

/** What people have made of each other before anybody calls: lists, notes, restrictions, stories, release forms. */
export function seedCircle(
  world: World,
  creators: readonly User[],
  fans: readonly User[],
  until: number,
): void {
  for (const [index, creator] of creators.entries()) {
    seedLists(world, creator, fans.slice(index));
    seedStories(world, creator, until);
    seedReleaseForms(world, creator, creators, until);
    const [, , noted, restricted, blocked] = fans.slice(index);
    if (noted !== undefined)
      world.relations.write(creator.id, noted.id, { notice: "Likes the studio sets." });
    if (restricted !== undefined) world.relations.restricted(creator.id).add(restricted.id);
    if (blocked !== undefined) world.relations.blocked(creator.id).add(blocked.id);
  }
  for (const fan of fans.slice(0, 2)) {
    const favourites = addUserList(world, fan.id, "Favourites");
    for (const { id } of creators.slice(0, 3)) favourites.userIds.add(id);
    const last = creators.at(-1);
    if (last !== undefined) world.relations.restricted(fan.id).add(last.id);
  }
}

function seedLists(world: World, creator: User, fans: readonly User[]): void {
  for (const [name, members] of [
    ["VIP", fans.slice(0, 12)],
    ["Ask again", fans.slice(6, 9)],
  ] as const) {
    const list = addUserList(world, creator.id, name);
    for (const { id } of members) list.userIds.add(id);
  }
}

function seedStories(world: World, creator: User, until: number): void {
  for (let number = STORIES; number > 0; number--) {
    const createdAt = until - number * 3_600_000;
    const media = addMedia(world, {
      ownerId: creator.id,
      type: "photo",
      width: 1080,
      height: 1920,
      durationSeconds: 0,
      bytes: 400_000 + number,
      createdAt,
      readyAt: createdAt,
    });
    addStory(world, { userId: creator.id, mediaId: media.id, createdAt });
  }
}

function seedReleaseForms(
  world: World,
  creator: User,
  creators: readonly User[],
  until: number,
): void {
  for (const [index, friend] of creators.entries()) {
    if (friend.id === creator.id) continue;
    const createdAt = until - (index + 2) * 10 * DAY_MS;
    world.releaseForms.push({
      id: world.nextId(),
      ownerId: creator.id,
      userId: friend.id,
      name: friend.name,
      createdAt,
      approvedAt: index % 3 === 2 ? undefined : createdAt + DAY_MS,
    });
  }
}
