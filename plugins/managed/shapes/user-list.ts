import { Type } from "typebox";
import { nullable, optional, required } from "./fields.ts";
import { UserMini } from "./relation.ts";

const ListId = Type.Union([Type.String(), Type.Number()]);

/** A list of users: the account's own, or one the upstream keeps, such as `fans`. */
export const UserList = Type.Object(
  {
    id: ListId,
    ...required(Type.String(), ["type", "name"]),
    ...optional(Type.Number(), ["usersCount", "postsCount"]),
    ...optional(Type.String(), ["order", "direction"]),
    ...optional(Type.Boolean(), [
      "canUpdate",
      "canDelete",
      "canManageUsers",
      "canAddUsers",
      "canPinnedToFeed",
      "isPinnedToFeed",
      "canPinnedToChat",
      "isPinnedToChat",
    ]),
    sortList: Type.Array(Type.Object(required(Type.String(), ["order", "direction"]))),
    users: Type.Array(UserMini),
  },
  { title: "UserList" },
);

/** A list after a user was put on it, and whether they are on it. */
export const ListAddition = Type.Object({
  list: UserList,
  userState: Type.Object({
    id: ListId,
    ...required(Type.String(), ["type", "name"]),
    hasUser: Type.Boolean(),
    canAddUser: Type.Optional(Type.Boolean()),
    cannotAddUserReason: Type.Optional(nullable(Type.String())),
  }),
});

/** A page of a list's users. */
export const ListUsers = Type.Object({
  list: Type.Array(UserMini),
  hasMore: Type.Boolean(),
  nextOffset: Type.Optional(Type.Number()),
});
