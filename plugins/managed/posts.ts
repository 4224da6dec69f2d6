import { Type, type Static } from "typebox";
import { contentFields, sharedFields, writeContent } from "./content.ts";
import { toIsoDate } from "./dates.ts";
import { defineEndpoint, type UpstreamQuery } from "./endpoint.ts";
import { postText } from "./markup.ts";
import { Limit } from "./paging.ts";
import { Poll, writePoll } from "./poll.ts";
import { AnyObject } from "./shapes/fields.ts";
import { Post, PostCounters, PostDetail } from "./shapes/post.ts";

const query = Type.Object({
  limit: Limit(10),
  sortBy: Type.Optional(Type.Enum(["publish_date", "tips", "favorites_count"])),
  sortDirection: Type.Optional(Type.Enum(["asc", "desc"])),
  pinned: Type.Optional(Type.Boolean()),
  includePostCounts: Type.Boolean({ default: true, description: "Whether to add `counters`." }),
  beforePublishTime: Type.Optional(
    Type.String({ maxLength: 32, description: "The `tailMarker` of the page before." }),
  ),
});

const PostPage = Type.Object({
  list: Type.Array(Post),
  hasMore: Type.Boolean(),
  headMarker: Type.String(),
  tailMarker: Type.String(),
  counters: Type.Optional(PostCounters),
});

const listPosts = defineEndpoint({
  method: "GET",
  path: "/posts",
  summary: "The connected account's own posts, newest first.",
  permission: "posts:read",
  risk: "read",
  evidence: "observed",
  query,
  answer: PostPage,
  paging: "time",
  upstream: { method: "GET", path: "/users/:self/posts", query: pageQuery },
});

const listUserPosts = defineEndpoint({
  method: "GET",
  path: "/users/:userId/posts",
  summary: "A user's posts, newest first, as far as the account may see them.",
  permission: "posts:read",
  risk: "read",
  evidence: "observed",
  query,
  answer: PostPage,
  paging: "time",
  upstream: { method: "GET", path: "/users/:userId/posts", query: pageQuery },
});

const postFields = {
  ...sharedFields,
  scheduledDate: Type.Optional(
    Type.Union([Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0 })]),
  ),
  fundRaisingTargetAmount: Type.Optional(Type.Number({ minimum: 10 })),
  fundRaisingTipsPresets: Type.Optional(Type.Array(Type.Number(), { maxItems: 4 })),
  expireAfter: Type.Optional(Type.Number({ minimum: 1, maximum: 30, description: "In days." })),
};
const newPost = Type.Object(
  { ...contentFields, ...postFields, poll: Type.Optional(Poll) },
  { additionalProperties: false },
);
const changedPost = Type.Object(postFields, { additionalProperties: false });

const createPost = defineEndpoint({
  method: "POST",
  path: "/posts",
  summary: "Publishes a post, or schedules one.",
  permission: "posts:write",
  risk: "write",
  evidence: "observed",
  body: newPost,
  answer: Post,
  upstream: { method: "POST", path: "/posts", body: writePost },
});

const replacePost = defineEndpoint({
  method: "PUT",
  path: "/posts/:postId",
  summary: "Puts other content in a post's place.",
  permission: "posts:write",
  risk: "write",
  evidence: "observed",
  body: changedPost,
  answer: Post,
  upstream: { method: "PUT", path: "/posts/:postId", body: writePost },
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
export const posts = [listPosts, listUserPosts, createPost, getPost, replacePost, deletePost];

function pageQuery(asked: Static<typeof query>): UpstreamQuery {
  return {
    limit: asked.limit,
    order: `${asked.sortBy ?? "publish_date"}_${asked.sortDirection ?? "desc"}`,
    pinned: asked.pinned,
    counters: asked.includePostCounts,
    beforePublishTime: asked.beforePublishTime,
    skip_users: "all",
    format: "infinite",
  };
}

function writePost(post: Static<typeof newPost>): object {
  const { fields, freeMedia } = writeContent(post);
  return {
    text: postText(post),
    ...fields,
    preview: freeMedia,
    ...(post.scheduledDate !== undefined && {
      isScheduled: true,
      scheduledDate: toIsoDate(post.scheduledDate, "scheduledDate"),
    }),
    fundRaisingTarget: post.fundRaisingTargetAmount,
    fundRaisingTipsPresets: post.fundRaisingTipsPresets,
    expirePeriod: post.expireAfter,
    ...(post.poll !== undefined && writePoll(post.poll)),
  };
}
