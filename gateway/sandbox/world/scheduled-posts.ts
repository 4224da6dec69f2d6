import { addPost, UNSEEN, type Draft } from "./posts.ts";
import type { World } from "./world.ts";
import type { Post } from "./things.ts";

/** Keeps a post for later; until then only its author knows it. */
export function schedulePost(world: World, draft: Draft, dueAt: number): Post {
  const post: Post = {
    ...UNSEEN,
    ...draft,
    id: world.nextId(),
    publishedAtMicros: dueAt * 1000,
  };
  world.scheduledPosts.set(post.id, post);
  return post;
}

/** Publishes whatever has become due, in the order of its times. */
export function publishDue(world: World, now: number): void {
  if (world.scheduledPosts.size === 0) return;
  const due = [...world.scheduledPosts.values()]
    .filter(({ publishedAtMicros }) => publishedAtMicros <= now * 1000)
    .sort((a, b) => a.publishedAtMicros - b.publishedAtMicros);
  for (const post of due) {
    world.scheduledPosts.delete(post.id);
    addPost(world, post, Math.floor(post.publishedAtMicros / 1000));
  }
}
