import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { isObject } from "./json.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { AnyObject } from "./shapes/fields.ts";
import { UserRelation } from "./shapes/relation.ts";
import { UserFull } from "./shapes/user.ts";

const getUser = defineEndpoint({
  method: "GET",
  path: "/users/:userId",
  summary: "A user's public profile, by number, username or `me`.",
  permission: "profile:read",
  risk: "read",
  evidence: "observed",
  answer: UserFull,
  upstream: { method: "GET", path: "/users/:userId" },
});

const listUsers = defineEndpoint({
  method: "GET",
  path: "/users/list",
  summary: "Several users in one call; those who do not exist are left out.",
  permission: "profile:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    userIds: Type.Array(Type.String({ pattern: "^\\d{1,19}$" }), {
      minItems: 1,
      maxItems: 50,
      description: "Users' numbers, comma-separated or with the name repeated.",
    }),
  }),
  answer: Type.Object({ users: Type.Array(UserFull) }),
  upstream: {
    method: "GET",
    path: "/users/list",
    query: ({ userIds }) => ({ "r2[]": userIds }),
    // Keyed by id; PHP writes the empty object as `[]`.
    read: (json) => ({ users: isObject(json) ? Object.values(json) : json }),
  },
});

const searchUsers = defineEndpoint({
  method: "GET",
  path: "/users/search",
  summary: "Performers whose name or username contains a text.",
  permission: "profile:read",
  risk: "read",
  evidence: "inferred",
  query: Type.Object({
    limit: Limit(100, 20),
    offset: Offset,
    query: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  answer: pageOf(UserFull),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/users/search",
    query: ({ limit, offset, query }) => ({ limit, offset, query, format: "infinite" }),
  },
});

const shortPage = Type.Object({ limit: Limit(20), offset: Offset });

const listRestricted = defineEndpoint({
  method: "GET",
  path: "/users/restrict",
  summary: "The users whom the account restricts.",
  permission: "users:read",
  risk: "read",
  evidence: "observed",
  query: shortPage,
  answer: pageOf(UserRelation),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/users/restrict",
    query: ({ limit, offset }) => ({ limit, offset, format: "infinite" }),
  },
});

const listBlocked = defineEndpoint({
  method: "GET",
  path: "/users/blocked",
  summary: "The users whom the account blocks.",
  permission: "users:read",
  risk: "read",
  evidence: "observed",
  query: shortPage,
  answer: pageOf(UserRelation),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/users/blocked",
    query: ({ limit, offset }) => ({ limit, offset, format: "infinite" }),
  },
});

const restrictUser = defineEndpoint({
  method: "POST",
  path: "/users/:userId/restrict",
  summary: "Restricts a user: they can read, and write no more.",
  permission: "users:write",
  risk: "write",
  evidence: "observed",
  answer: AnyObject,
  upstream: { method: "POST", path: "/users/:userId/restrict" },
});

const unrestrictUser = defineEndpoint({
  method: "DELETE",
  path: "/users/:userId/restrict",
  summary: "Lifts a restriction.",
  permission: "users:write",
  risk: "write",
  evidence: "observed",
  answer: AnyObject,
  upstream: { method: "DELETE", path: "/users/:userId/restrict" },
});

/** Other accounts. */
export const users = [
  getUser,
  listUsers,
  searchUsers,
  listRestricted,
  listBlocked,
  restrictUser,
  unrestrictUser,
];
