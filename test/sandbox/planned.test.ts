import assert from "node:assert/strict";
import { test } from "node:test";
import { addBroadcast, cancelBroadcast } from "../../gateway/sandbox/world/broadcasts.ts";
import { threadOf } from "../../gateway/sandbox/world/chats.ts";
import { createWorld } from "../../gateway/sandbox/world/create-world.ts";
import { passTime } from "../../gateway/sandbox/world/pass-time.ts";
import { postsBy } from "../../gateway/sandbox/world/posts.ts";
import { schedulePost } from "../../gateway/sandbox/world/scheduled-posts.ts";

const NOW = Date.UTC(2026, 0, 1);
const content = { text: "<p>Hi</p>", price: 0, lockedText: false, mediaIds: [], previews: [] };

test("a broadcast goes out at its time, once, to those who are on its lists then", () => {
  const world = createWorld("planned");
  const { creator, fan } = world.accountIds;
  const audience = {
    userIds: [fan],
    userLists: ["fans"],
    excludedLists: [],
    subscribedAfter: undefined,
  };
  const draft = { senderId: creator, content, audience, dueAt: NOW };
  const broadcast = addBroadcast(world, draft);
  const thread = () => threadOf(world, fan, creator);
  const earlier = thread().length;
  passTime(world, NOW - 1);
  assert.deepEqual([broadcast.messages, thread().length], [undefined, earlier]);
  passTime(world, NOW);
  passTime(world, NOW + 1);
  assert.equal(thread().length, earlier + 1);
  assert.equal(thread().at(-1)?.queueId, broadcast.id);
  const fans = world.subscriptions.filter((s) => s.creatorId === creator && s.isActive);
  assert.equal(broadcast.messages?.length, fans.length);
  cancelBroadcast(world, broadcast);
  assert.equal(thread().length, earlier);
  assert.ok(world.broadcasts.has(broadcast.id));
});

test("a scheduled post appears at its time, in its place among the others", () => {
  const world = createWorld("planned");
  const { creator } = world.accountIds;
  const draft = { authorId: creator, text: "later", price: 0, mediaIds: [] };
  const late = schedulePost(world, { ...draft, text: "last" }, NOW + 2);
  const soon = schedulePost(world, draft, NOW + 1);
  const earlier = postsBy(world, creator).length;
  passTime(world, NOW);
  assert.equal(postsBy(world, creator).length, earlier);
  passTime(world, NOW + 5);
  assert.deepEqual(
    postsBy(world, creator)
      .slice(earlier)
      .map(({ id, publishedAtMicros }) => [id, publishedAtMicros]),
    [
      [soon.id, (NOW + 1) * 1000],
      [late.id, (NOW + 2) * 1000],
    ],
  );
  assert.equal(world.scheduledPosts.size, 0);
});
