import { Type } from "typebox";
import { contentFields, writeContent } from "./content.ts";
import { toIsoDate } from "./dates.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Limit } from "./paging.ts";
import { AnyObject } from "./shapes/fields.ts";
import { Post, PostCounters, PostDetail } from "./shapes/post.ts";

const listPosts = defineEndpoint({
  method: "GET",
  path: "/posts",
  summary: "The connected account's own posts, newest first.",
  permission: "posts:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(10),
    sortBy: Type.Optional(Type.Enum(["publish_date", "tips", "favorites_count"])),
    sortDirection: Type.Optional(Type.Enum(["asc", "desc"])),
    pinned: Type.Optional(Type.Boolean()),
    includePostCounts: Type.Boolean({ default: true, description: "Whether to add `counters`." }),
    beforePublishTime: Type.Optional(
      Type.String({ maxLength: 32, description: "The `tailMarker` of the page before." }),
    ),
  }),
  answer: Type.Object({
    list: Type.Array(Post),
    hasMore: Type.Boolean(),
    headMarker: Type.String(),
    tailMarker: Type.String(),
    counters: Type.Optional(PostCounters),
  }),
  paging: "time",
  upstream: {
    method: "GET",
    path: "/users/:self/posts",
    query: (query) => ({
      limit: query.limit,
      order: `${query.sortBy ?? "publish_date"}_${query.sortDirection ?? "desc"}`,
      pinned: query.pinned,
      counters: query.includePostCounts,
      beforePublishTime: query.beforePublishTime,
      skip_users: "all",
      format: "infinite",
    }),
  },
});

const createPost = defineEndpoint({
  method: "POST",
  path: "/posts",
  summary: "Publishes a post, or schedules one.",
  permission: "posts:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(
    {
      ...contentFields,
      scheduledDate: Type.Optional(
        Type.Union([Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0 })]),
      ),
      fundRaisingTargetAmount: Type.Optional(Type.Number({ minimum: 10 })),
      fundRaisingTipsPresets: Type.Optional(Type.Array(Type.Number(), { maxItems: 4 })),
      expireAfter: Type.Optional(Type.Number({ minimum: 1, maximum: 30, description: "In days." })),
    },
    { additionalProperties: false },
  ),
  answer: Post,
  upstream: {
    method: "POST",
    path: "/posts",
    body: (body) => {
      const { fields, freeMedia } = writeContent(body);
      return {
        text: body.text ?? "",
        ...fields,
        preview: freeMedia,
        ...(body.scheduledDate !== undefined && {
          isScheduled: true,
          scheduledDate: toIsoDate(body.scheduledDate, "scheduledDate"),
        }),
        fundRaisingTarget: body.fundRaisingTargetAmount,
        fundRaisingTipsPresets: body.fundRaisingTipsPresets,
        expirePeriod: body.expireAfter,
      };
    },
  },
});

const getPost = defineEndpoint({
  method: "GET",
  path: "/posts/:postId",
  summary: "One post in full.",
  permission: "posts:read",
  risk: "read",
  evidence: "observed",
  answer: PostDetail,
  upstream: { method: "GET", path: "/posts/:postId", query: () => ({ skip_users: "all" }) },
});

const deletePost = defineEndpoint({
  method: "DELETE",
  path: "/posts/:postId",
  summary: "Removes a post for good.",
  permission: "posts:write",
  risk: "destructive",
  evidence: "observed",
  answer: AnyObject,
  upstream: { method: "DELETE", path: "/posts/:postId" },
});

/** What the account publishes. */
export const posts = [listPosts, createPost, getPost, deletePost];
