import { invalid, notFound } from "../refusal.ts";
import { viewPost, viewPostCounters } from "../views/post-view.ts";
import {
  addPost,
  markerOf,
  parseMarker,
  postsBy,
  removePost,
  replacePost,
} from "../world/posts.ts";
import { tipCents } from "../world/published.ts";
import { schedulePost } from "../world/scheduled-posts.ts";
import { isSubscribed } from "../world/world.ts";
import type { Post } from "../world/things.ts";
import { attachMedia } from "./attach-media.ts";
import { asAsked, numberOf, pageOf } from "./page.ts";
import { pollIn } from "./poll.ts";
import { viewerOf, type Call, type Route } from "./route.ts";
import { userOf } from "./users.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** Posts: of one creator, of everyone the viewer follows, and one's own to write. */
export const POSTS: readonly Route[] = [
  { method: "GET", path: "users/:user/posts", answer: listPosts },
  {
    method: "GET",
    path: "posts",
    answer: (call) =>
      asAsked(
        call.query,
        pageOf(call.query, feedOf(call), (post) => viewPost(call, post), SIZES),
      ),
  },
  { method: "POST", path: "posts", answer: createPost },
  { method: "GET", path: "posts/:post", answer: (call) => viewPost(call, postOf(call)) },
  { method: "PUT", path: "posts/:post", answer: editPost },
  {
    method: "DELETE",
    path: "posts/:post",
    answer: (call) => {
      const post = ownPostOf(call);
      if (!call.world.scheduledPosts.delete(post.id)) removePost(call.world, post);
      return { success: true };
    },
  },
];

function listPosts(call: Call): unknown {
  const { query } = call;
  const author = userOf(call);
  const limit = numberOf(query, "limit", SIZES.usual, SIZES.most);
  const before = parseMarker(query.get("beforePublishTime") ?? "") ?? Infinity;
  const after = parseMarker(query.get("afterPublishTime") ?? "") ?? -Infinity;
  const pinned = query.get("pinned");
  const posts = postsBy(call.world, author.id).filter(
    (post) => pinned === null || post.isPinned === (pinned === "1"),
  );
  const order = query.get("order") ?? "publish_date_desc";
  const sorted = inOrder(call, posts, order);
  // By date a cursor is a point in time; in any other order it is the post of that time.
  const at = sorted.findIndex(({ publishedAtMicros }) => publishedAtMicros === before);
  const matching = order.startsWith("publish_date")
    ? sorted.filter((post) => post.publishedAtMicros < before && post.publishedAtMicros > after)
    : sorted.slice(at + 1);
  const shown = matching.slice(0, limit);
  const [head, tail] = [shown[0], shown.at(-1)];
  const answer = {
    list: shown.map((post) => viewPost(call, post)),
    hasMore: shown.length < matching.length,
    headMarker: head && markerOf(head),
    tailMarker: tail && markerOf(tail),
    ...(query.get("counters") !== "0" && { counters: viewPostCounters(call.world, author.id) }),
  };
  return asAsked(query, answer);
}

/** Posts by the order that is asked for, such as `favorites_count_desc`; the newest first among equals. */
function inOrder(call: Call, posts: readonly Post[], order: string): readonly Post[] {
  const newestFirst = posts.toReversed();
  const score = (post: Post): number =>
    order.startsWith("favorites_count")
      ? post.favoritesCount
      : tipCents(call.world, post.id, call.now);
  if (!/^(?:favorites_count|tips)_(?:asc|desc)$/.test(order))
    return order === "publish_date_asc" ? posts : newestFirst;
  const sign = order.endsWith("_asc") ? 1 : -1;
  return newestFirst.sort((a, b) => sign * (score(a) - score(b)));
}

function feedOf(call: Call): readonly Post[] {
  const viewer = viewerOf(call);
  return [...call.world.users.values()]
    .filter((user) => user.isPerformer && isSubscribed(call.world, viewer.id, user.id))
    .flatMap((user) => postsBy(call.world, user.id))
    .sort((a, b) => b.publishedAtMicros - a.publishedAtMicros);
}

function createPost(call: Call): unknown {
  const author = viewerOf(call);
  if (!author.isPerformer) throw invalid("User cannot post");
  const mediaIds = attachMedia(call, call.body["mediaFiles"]);
  const text = textOf(call, "");
  if (text === "" && mediaIds.length === 0) throw invalid("Text is required");
  const draft = {
    authorId: author.id,
    text,
    price: priceOf(call, 0),
    mediaIds,
    previews: previewsOf(call, mediaIds),
    poll: pollIn(call),
  };
  const dueAt = dueAtOf(call);
  const isLater = dueAt !== undefined && dueAt > call.now;
  const post = isLater
    ? schedulePost(call.world, draft, dueAt)
    : addPost(call.world, draft, call.now);
  return viewPost(call, post);
}

function editPost(call: Call): unknown {
  const post = ownPostOf(call);
  const { mediaFiles } = call.body;
  const mediaIds = mediaFiles === undefined ? post.mediaIds : attachMedia(call, mediaFiles);
  const change = {
    text: textOf(call, post.text),
    price: priceOf(call, post.price),
    mediaIds,
    previews: previewsOf(call, mediaIds),
  };
  const { scheduledPosts } = call.world;
  if (!scheduledPosts.has(post.id)) return viewPost(call, replacePost(call.world, post, change));
  const dueAt = dueAtOf(call);
  const publishedAtMicros = dueAt === undefined ? post.publishedAtMicros : dueAt * 1000;
  const changed = { ...post, ...change, publishedAtMicros };
  scheduledPosts.set(post.id, changed);
  return viewPost(call, changed);
}

/** Which of a post's media are free; those that are not its own count for nothing. */
function previewsOf({ body }: Call, mediaIds: readonly number[]): readonly number[] {
  const { preview } = body;
  const free = Array.isArray(preview) ? preview.map(Number) : [];
  return mediaIds.filter((id) => free.includes(id));
}

/** When the post is to appear, if that is not now. */
function dueAtOf({ body }: Call): number | undefined {
  const { scheduledDate, isScheduled } = body;
  if (isScheduled !== true || scheduledDate === undefined) return undefined;
  const dueAt = typeof scheduledDate === "string" ? new Date(scheduledDate).getTime() : NaN;
  if (Number.isNaN(dueAt)) throw invalid("Invalid date");
  return dueAt;
}

function postOf(call: Call): Post {
  const id = Number(call.params[0]);
  const scheduled = call.world.scheduledPosts.get(id);
  if (scheduled !== undefined && scheduled.authorId === call.viewer?.id) return scheduled;
  const post = call.world.posts.get(id);
  if (post === undefined) throw notFound("Post not found");
  return post;
}

function ownPostOf(call: Call): Post {
  const post = postOf(call);
  if (post.authorId !== viewerOf(call).id) throw notFound("Post not found");
  return post;
}

function textOf(call: Call, usual: string): string {
  const { text } = call.body;
  return typeof text === "string" ? text : usual;
}

function priceOf(call: Call, usual: number): number {
  const { price } = call.body;
  if (price === undefined || price === null) return usual;
  const dollars = Number(price);
  if (!(dollars >= 0 && dollars <= 200)) throw invalid("Invalid price");
  return dollars;
}
