import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { optional, required } from "./shapes/fields.ts";
import { Subscription } from "./shapes/subscriber.ts";

const listSubscriptions = defineEndpoint({
  method: "GET",
  path: "/subscriptions",
  summary: "The creators whom the account follows.",
  permission: "subscriptions:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(50),
    offset: Offset,
    query: Type.Optional(Type.String({ maxLength: 200 })),
    filter: Type.Optional(
      Type.Object(optional(Type.Boolean(), ["online", "paid"]), {
        description: "Written `filter[paid]=1`.",
      }),
    ),
    type: Type.Enum(["all", "active", "expired"], { default: "all" }),
  }),
  answer: pageOf(Subscription),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/subscriptions/subscribes",
    query: ({ limit, offset, query, filter = {}, type }) => ({
      limit,
      offset,
      query,
      type,
      "filter[online]": filter.online,
      "filter[paid]": filter.paid,
      format: "infinite",
    }),
  },
});

const subscribed = ["active", "muted", "restricted", "expired", "blocked", "all"] as const;

const countSubscriptions = defineEndpoint({
  method: "GET",
  path: "/subscriptions/count",
  summary: "How many the account follows and is followed by, by state.",
  permission: "subscriptions:read",
  risk: "read",
  evidence: "observed",
  answer: Type.Object({
    subscriptions: Type.Object(required(Type.Number(), [...subscribed, "attention"])),
    subscribers: Type.Object(required(Type.Number(), [...subscribed, "activeOnline"])),
    bookmarks: Type.Number(),
  }),
  upstream: { method: "GET", path: "/subscriptions/count/all" },
});

const getHistory = defineEndpoint({
  method: "GET",
  path: "/subscriptions/:subscriptionId/history",
  summary: "The paid periods of one subscription, by the other user's number.",
  permission: "subscriptions:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    all: Type.Optional(Type.Boolean({ description: "The whole history, not the recent part." })),
  }),
  answer: Type.Object({
    list: Type.Array(
      Type.Object({
        ...required(Type.String(), ["subscribeDate", "expireDate"]),
        price: Type.Number(),
      }),
    ),
    hasMore: Type.Boolean(),
  }),
  upstream: {
    method: "GET",
    path: "/subscriptions/:subscriptionId/history",
    query: ({ all }) => ({ all }),
  },
});

/** Whom the account follows. */
export const subscriptions = [listSubscriptions, countSubscriptions, getHistory];
