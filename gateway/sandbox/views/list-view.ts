import type { SeenList } from "../world/user-lists.ts";
import { viewUserBasics } from "./user-view.ts";
import { userStub, type Viewpoint } from "./view.ts";

/** How many of its users a list shows. */
const SHOWN = 3;

/** A list of users with the first of them, as stubs if those are asked for. */
export function viewList(at: Viewpoint, list: SeenList, asStubs: boolean): object {
  const isOwn = list.own !== undefined;
  return {
    id: list.id,
    type: list.type,
    name: list.name,
    usersCount: list.userIds.size,
    postsCount: 0,
    canUpdate: isOwn,
    canDelete: isOwn,
    canManageUsers: isOwn,
    canAddUsers: isOwn,
    canPinnedToFeed: true,
    isPinnedToFeed: false,
    canPinnedToChat: true,
    isPinnedToChat: false,
    order: "recent",
    direction: "desc",
    sortList: [
      { order: "name", direction: "asc" },
      { order: "recent", direction: "desc" },
    ],
    users: [...list.userIds].slice(0, SHOWN).flatMap((id) => {
      const user = at.world.users.get(id);
      if (user === undefined) return [];
      return [asStubs ? userStub(id) : viewUserBasics(at, user)];
    }),
    customOrderUsersIds: [],
    posts: [],
  };
}
