import type { World } from "./world.ts";
import type { UserList } from "./things.ts";

/** A list as others see it: one that its owner made, or one that the upstream keeps. */
export interface SeenList {
  readonly id: number | string;
  readonly type: string;
  readonly name: string;
  readonly userIds: ReadonlySet<number>;
  /** What its owner may change; `undefined` for a list that the upstream keeps. */
  readonly own: UserList | undefined;
}

/** Makes an empty list. */
export function addUserList(world: World, ownerId: number, name: string): UserList {
  const list: UserList = { id: world.nextId(), ownerId, name, userIds: new Set() };
  world.userLists.set(list.id, list);
  return list;
}

/** A person's lists: those the upstream keeps, then their own by name. */
export function listsOf(world: World, ownerId: number): readonly SeenList[] {
  const own = [...world.userLists.values()]
    .filter((list) => list.ownerId === ownerId)
    .sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
  return [...keptLists(world, ownerId), ...own.map(asSeen)];
}

/** One list of a person's by number or name. */
export function findList(world: World, ownerId: number, id: string | number): SeenList | undefined {
  const own = world.userLists.get(Number(id));
  if (own !== undefined) return own.ownerId === ownerId ? asSeen(own) : undefined;
  return keptLists(world, ownerId).find((list) => list.id === id);
}

function keptLists(world: World, ownerId: number): readonly SeenList[] {
  const active = world.subscriptions.filter(({ isActive }) => isActive);
  const fans = active.filter(({ creatorId }) => creatorId === ownerId).map(({ fanId }) => fanId);
  const followed = active.filter(({ fanId }) => fanId === ownerId).map((s) => s.creatorId);
  return [
    { id: "fans", type: "fans", name: "Fans", userIds: new Set(fans), own: undefined },
    {
      id: "following",
      type: "following",
      name: "Following",
      userIds: new Set(followed),
      own: undefined,
    },
  ];
}

function asSeen(list: UserList): SeenList {
  return { id: list.id, type: "custom", name: list.name, userIds: list.userIds, own: list };
}
