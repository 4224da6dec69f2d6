import type { SeenList } from "../world/user-lists.ts";

/** A list as a user's profile names it: whether the user is on it. */
export function viewListState(list: SeenList, userId: number): object {
  const hasUser = list.userIds.has(userId);
  return {
    id: list.id,
    type: list.type,
    name: list.name,
    hasUser,
    canAddUser: list.own !== undefined && !hasUser,
    cannotAddUserReason: null,
  };
}
