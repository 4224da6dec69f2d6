import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { AnyObject } from "./shapes/fields.ts";
import { ListAddition, ListUsers, UserList } from "./shapes/user-list.ts";

const name = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);

const listLists = defineEndpoint({
  method: "GET",
  path: "/users/lists",
  summary: "The account's user lists, with those the upstream keeps itself.",
  permission: "lists:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(100),
    offset: Offset,
    query: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  answer: Type.Object({
    ...pageOf(UserList).properties,
    order: Type.Optional(Type.String()),
    sort: Type.Optional(Type.String()),
  }),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/lists",
    query: ({ limit, offset, query }) => ({ limit, offset, query, format: "infinite" }),
  },
});

const createList = defineEndpoint({
  method: "POST",
  path: "/users/lists",
  summary: "Creates an empty user list.",
  permission: "lists:write",
  risk: "write",
  evidence: "observed",
  body: name,
  answer: UserList,
  upstream: { method: "POST", path: "/lists", body: (body) => ({ name: body.name }) },
});

const getList = defineEndpoint({
  method: "GET",
  path: "/users/lists/:listId",
  summary: "One user list.",
  permission: "lists:read",
  risk: "read",
  evidence: "observed",
  answer: UserList,
  upstream: { method: "GET", path: "/lists/:listId" },
});

const renameList = defineEndpoint({
  method: "PATCH",
  path: "/users/lists/:listId",
  summary: "Gives a user list another name.",
  permission: "lists:write",
  risk: "write",
  evidence: "observed",
  body: name,
  answer: UserList,
  upstream: { method: "PATCH", path: "/lists/:listId", body: (body) => ({ name: body.name }) },
});

const deleteList = defineEndpoint({
  method: "DELETE",
  path: "/users/lists/:listId",
  summary: "Deletes a user list; its users stay.",
  permission: "lists:write",
  risk: "destructive",
  evidence: "observed",
  answer: AnyObject,
  upstream: { method: "DELETE", path: "/lists/:listId" },
});

const putOnLists = defineEndpoint({
  method: "POST",
  path: "/users/:userId/lists",
  summary: "Puts one user on up to five lists at once.",
  permission: "lists:write",
  risk: "write",
  // The route is observed, its body is not.
  evidence: "inferred",
  body: Type.Object(
    { listIds: Type.Array(Type.Number(), { minItems: 1, maxItems: 5 }) },
    { additionalProperties: false },
  ),
  answer: Type.Object({
    success: Type.Array(Type.Object({ listId: Type.Number(), success: Type.Boolean() })),
    errors: Type.Optional(Type.Array(Type.Object({ listId: Type.Number(), error: Type.String() }))),
  }),
  upstream: {
    method: "POST",
    path: "/lists/users",
    body: ({ listIds }, { userId }) => ({ listIds, userIds: [userId] }),
  },
});

const listMembers = defineEndpoint({
  method: "GET",
  path: "/users/lists/:listId/users",
  summary: "The users on a list.",
  permission: "lists:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({ limit: Limit(100), offset: Offset }),
  answer: ListUsers,
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/lists/:listId/users",
    query: ({ limit, offset }) => ({ limit, offset, format: "infinite" }),
  },
});

const addMember = defineEndpoint({
  method: "POST",
  path: "/users/lists/:listId/users/:userId",
  summary: "Puts a user on a list.",
  permission: "lists:write",
  risk: "write",
  evidence: "observed",
  answer: Type.Union([ListAddition, AnyObject]),
  upstream: { method: "POST", path: "/lists/:listId/users/:userId" },
});

const removeMember = defineEndpoint({
  method: "DELETE",
  path: "/users/lists/:listId/users/:userId",
  summary: "Takes a user off a list.",
  permission: "lists:write",
  risk: "write",
  evidence: "observed",
  answer: Type.Union([ListUsers, AnyObject]),
  upstream: { method: "DELETE", path: "/lists/:listId/users/:userId" },
});

/** Lists of users. */
export const userLists = [
  listLists,
  createList,
  getList,
  renameList,
  deleteList,
  putOnLists,
  listMembers,
  addMember,
  removeMember,
];
