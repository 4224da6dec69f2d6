import type { World } from "./world.ts";
import type { Counts, Post } from "./things.ts";

/** The oldest posts of an author give way beyond this. */
const MAX_POSTS_PER_AUTHOR = 10_000;

/** What an author says when publishing; the world adds id and marker. */
export type Draft = Pick<Post, "authorId" | "text" | "price" | "mediaIds"> & Partial<Post>;

/** What a post is that nobody has seen and that has nothing but its text and media. */
export const UNSEEN = {
  previews: [],
  poll: undefined,
  favoritesCount: 0,
  commentsCount: 0,
  isPinned: false,
} as const;

/** Publishes a post at a time, in its place among the author's others. */
export function addPost(world: World, draft: Draft, now: number): Post {
  const posts = postsBy(world, draft.authorId);
  const newest = posts.at(-1);
  const post: Post = {
    ...UNSEEN,
    ...draft,
    id: draft.id ?? world.nextId(),
    publishedAtMicros: Math.max(now * 1000, (newest?.publishedAtMicros ?? 0) + 1),
  };
  posts.push(post);
  world.posts.set(post.id, post);
  count(world, post, 1);
  const oldest = posts[0];
  if (posts.length > MAX_POSTS_PER_AUTHOR && oldest !== undefined) removePost(world, oldest);
  return post;
}

/** Puts changed content in a post's place. */
export function replacePost(
  world: World,
  post: Post,
  change: Partial<Pick<Post, "text" | "price" | "mediaIds" | "previews">>,
): Post {
  const changed: Post = { ...post, ...change };
  const posts = postsBy(world, post.authorId);
  posts[posts.indexOf(post)] = changed;
  world.posts.set(post.id, changed);
  count(world, post, -1);
  count(world, changed, 1);
  return changed;
}

/** Takes a post out of every list and count. */
export function removePost(world: World, post: Post): void {
  const posts = postsBy(world, post.authorId);
  posts.splice(posts.indexOf(post), 1);
  world.posts.delete(post.id);
  count(world, post, -1);
}

/** An author's posts, oldest first; the list is the world's own. */
export function postsBy(world: World, authorId: number): Post[] {
  let posts = world.postsOf.get(authorId);
  if (posts === undefined) world.postsOf.set(authorId, (posts = []));
  return posts;
}

/** An author's running totals. */
export function countsOf(world: World, authorId: number): Counts {
  let counts = world.counts.get(authorId);
  if (counts === undefined)
    world.counts.set(authorId, (counts = { posts: 0, photos: 0, videos: 0 }));
  return counts;
}

/** A post's place in time, as paging markers write it: epoch seconds with six decimals. */
export function markerOf(post: Post): string {
  const micros = String(post.publishedAtMicros).padStart(7, "0");
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
}

/** The microseconds of a marker, or `undefined` if it is none. */
export function parseMarker(marker: string): number | undefined {
  const [, seconds, fraction = ""] = /^(\d{1,11})(?:\.(\d{1,6}))?$/.exec(marker) ?? [];
  return seconds === undefined ? undefined : Number(seconds + fraction.padEnd(6, "0"));
}

function count(world: World, post: Post, step: 1 | -1): void {
  const counts = countsOf(world, post.authorId);
  counts.posts += step;
  for (const id of post.mediaIds) {
    if (world.media.get(id)?.type === "video") counts.videos += step;
    else counts.photos += step;
  }
}
