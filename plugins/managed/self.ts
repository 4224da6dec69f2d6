import { Type, type Static } from "typebox";
import { defineEndpoint, type UpstreamQuery } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { Notification, OwnReleaseForm, TaggedFriend } from "./shapes/account.ts";
import { OwnProfile, UserFull } from "./shapes/user.ts";

const getSelf = defineEndpoint({
  method: "GET",
  path: "/self",
  summary: "The connected account's profile, or only `isAuth: false` when it is signed out.",
  permission: "profile:read",
  risk: "read-sensitive",
  evidence: "observed",
  answer: Type.Union([OwnProfile, Type.Object({ isAuth: Type.Boolean() })]),
  upstream: { method: "GET", path: "/users/me" },
});

const updateSelf = defineEndpoint({
  method: "PATCH",
  path: "/self",
  summary: "Changes the account's name or the text about it, and answers the profile then.",
  permission: "profile:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ maxLength: 100 })),
      about: Type.Optional(Type.String({ maxLength: 1000 })),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  answer: UserFull,
  upstream: {
    method: "PATCH",
    path: "/users/me",
    body: ({ name, about }) => ({ name, about }),
    readBack: "/users/:self",
  },
});

/** Types that the upstream calls otherwise. */
const NOTIFICATION_TYPES: Readonly<Record<string, string>> = {
  tip: "tipped",
  purchases: "purchased",
};

const listNotifications = defineEndpoint({
  method: "GET",
  path: "/self/notifications",
  summary: "What happened to the account, newest first.",
  permission: "notifications:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(20),
    offset: Offset,
    type: Type.Optional(
      Type.Enum([
        "subscribed",
        "purchases",
        "tip",
        "post",
        "commented",
        "mentioned",
        "favorited",
        "message",
      ]),
    ),
    relatedUsername: Type.Optional(
      Type.String({ maxLength: 64, description: "Only what is about this user." }),
    ),
  }),
  answer: pageOf(Notification),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/users/notifications",
    query: ({ limit, offset, type, relatedUsername }) => ({
      limit,
      offset,
      type: type === undefined ? undefined : (NOTIFICATION_TYPES[type] ?? type),
      relatedUsername,
      format: "infinite",
    }),
  },
});

const sortable = Type.Object({
  limit: Limit(20),
  offset: Offset,
  filter: Type.Optional(Type.Enum(["all", "pending"])),
  sortBy: Type.Optional(Type.Enum(["date", "name"])),
  sortDirection: Type.Optional(Type.Enum(["asc", "desc"])),
  search: Type.Optional(Type.String({ maxLength: 200 })),
});

function writeSorted(query: Static<typeof sortable>): UpstreamQuery {
  const { limit, offset, filter = "all", sortBy = "date", sortDirection = "desc" } = query;
  return { limit, offset, filter, sort: `${sortBy}:${sortDirection}` };
}

const listReleaseForms = defineEndpoint({
  method: "GET",
  path: "/self/release-forms",
  summary: "The account's release forms.",
  permission: "profile:read",
  risk: "read",
  evidence: "observed",
  query: sortable,
  answer: pageOf(OwnReleaseForm),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/release-forms",
    query: (query) => ({ ...writeSorted(query), search: query.search }),
  },
});

const listTaggedFriends = defineEndpoint({
  method: "GET",
  path: "/self/tagged-friend-users",
  summary: "The users who may be tagged in the account's posts.",
  permission: "profile:read",
  risk: "read",
  evidence: "observed",
  query: sortable,
  answer: pageOf(TaggedFriend),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/posts/tagged-friend-users",
    query: (query) => ({ ...writeSorted(query), name: query.search }),
  },
});

/** The account itself. */
export const self = [getSelf, updateSelf, listNotifications, listReleaseForms, listTaggedFriends];
