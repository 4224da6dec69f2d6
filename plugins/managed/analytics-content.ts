import { Type, type TSchema } from "typebox";
import { period, writePeriod } from "./dates.ts";
import { defineEndpoint } from "./endpoint.ts";
import { itemsOf, Limit, Marker, markers, Offset } from "./paging.ts";
import { ChartBlock, Charts } from "./shapes/chart.ts";
import { required } from "./shapes/fields.ts";
import {
  BroadcastStatistics,
  PostStatistics,
  PostWithStatistics,
  StreamWithStatistics,
  UserBrief,
} from "./shapes/statistics.ts";
import { Story } from "./shapes/story.ts";

const about = {
  permission: "analytics:read",
  risk: "read",
  evidence: "observed",
} as const;

const getPostStatistics = defineEndpoint({
  ...about,
  method: "GET",
  path: "/analytics/posts/:postId",
  summary: "Everything that is counted of one post, day by day.",
  answer: PostStatistics,
  upstream: { method: "GET", path: "/posts/:postId/stats" },
});

const getMassMessagesChart = defineEndpoint({
  ...about,
  method: "GET",
  path: "/analytics/mass-messages/chart",
  summary: "Mass and direct messages over time, sent and bought.",
  query: Type.Object({ ...period, withTotal: Type.Optional(Type.Boolean()) }),
  answer: Type.Object(
    required(ChartBlock, [
      "group_messages",
      "group_messages_purchases",
      "direct_messages",
      "direct_messages_purchases",
    ]),
  ),
  upstream: { method: "GET", path: "/messages/queue/chart", query: writeChartQuery },
});

const BroadcastPage = itemsOf(BroadcastStatistics);

const listSent = defineEndpoint({
  ...about,
  method: "GET",
  path: "/analytics/mass-messages/sent",
  summary: "Mass messages that went out in a period, with how they did.",
  query: Type.Object({ ...period, limit: Limit(100, 20) }),
  answer: BroadcastPage,
  paging: "items",
  upstream: {
    method: "GET",
    path: "/messages/queue/stats",
    query: (query) => ({ ...writePeriod(query), limit: query.limit }),
  },
});

const listPurchased = defineEndpoint({
  ...about,
  method: "GET",
  path: "/analytics/mass-messages/purchased",
  summary: "Mass messages that somebody bought.",
  evidence: "inferred",
  query: Type.Object({ limit: Limit(100, 20), offset: Offset }),
  answer: BroadcastPage,
  paging: "items",
  upstream: {
    method: "GET",
    path: "/users/me/stats/messages/purchased",
    query: (query) => query,
  },
});

const listBuyers = defineEndpoint({
  ...about,
  method: "GET",
  path: "/analytics/mass-messages/:massMessageId/buyers",
  summary: "The users who bought one mass message.",
  query: Type.Object({ limit: Limit(20), offset: Offset, marker: Marker }),
  answer: Type.Object({ list: Type.Array(UserBrief), hasMore: Type.Boolean(), ...markers }),
  paging: "marker",
  upstream: {
    method: "GET",
    path: "/messages/queue/:massMessageId/buyers",
    query: (query) => ({
      limit: query.limit,
      offset: query.marker === undefined ? query.offset : undefined,
      marker: query.marker,
      format: "infinite",
    }),
  },
});

/** How what the account publishes is received. */
export const contentAnalytics = [
  getPostStatistics,
  chartOf("posts", ["purchases", "posts", "tips", "views", "likes", "comments"]),
  topOf("posts", ["purchases", "tips", "views", "likes", "comments"], PostWithStatistics),
  chartOf("streams", ["purchases", "duration", "tips", "views", "likes", "comments"]),
  topOf(
    "streams",
    ["purchases", "duration", "tips", "views", "likes", "comments"],
    StreamWithStatistics,
  ),
  chartOf("stories", ["tips", "stories", "views", "likes", "comments"]),
  topOf("stories", ["tips", "views", "likes", "comments"], Story),
  getMassMessagesChart,
  listSent,
  listPurchased,
  listBuyers,
];

function chartOf(things: "posts" | "streams" | "stories", measures: string[]) {
  return defineEndpoint({
    ...about,
    method: "GET",
    path: `/analytics/${things}/chart`,
    summary: `What is counted of all ${things} together, over time.`,
    query: Type.Object({
      ...period,
      withTotal: Type.Optional(Type.Boolean()),
      by: Type.Optional(Type.Enum(measures, { description: "Only this count." })),
    }),
    answer: Charts,
    upstream: { method: "GET", path: `/${things}/chart`, query: writeChartQuery },
  });
}

function topOf(things: "posts" | "streams" | "stories", measures: string[], item: TSchema) {
  return defineEndpoint({
    ...about,
    method: "GET",
    path: `/analytics/${things}/top`,
    summary: `The ${things} that did best in a period.`,
    query: Type.Object({
      ...period,
      by: Type.Optional(Type.Enum(measures, { description: "The count to go by." })),
      limit: Limit(20, 20),
      offset: Offset,
    }),
    answer: itemsOf(item),
    paging: "items",
    upstream: {
      method: "GET",
      path: `/${things}/top`,
      query: ({ by, limit, offset, ...query }) => ({ ...writePeriod(query), by, limit, offset }),
    },
  });
}

function writeChartQuery(query: {
  readonly startDate?: string;
  readonly endDate?: string;
  readonly withTotal?: boolean;
  readonly by?: string;
}) {
  return {
    ...writePeriod(query),
    withTotal: String(query.withTotal ?? true),
    by: query.by,
  };
}
