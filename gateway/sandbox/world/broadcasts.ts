import { addMessage, removeMessage } from "./chats.ts";
import { findSubscription } from "./subscriptions.ts";
import { findList } from "./user-lists.ts";
import type { World } from "./world.ts";
import type { Broadcast } from "./trade.ts";

/** The oldest broadcasts of all give way beyond this. */
const MAX_BROADCASTS = 1_000;

/** Queues a broadcast; one that is due goes out with the next `deliverDue`. */
export function addBroadcast(
  world: World,
  draft: Pick<Broadcast, "senderId" | "content" | "audience" | "dueAt">,
): Broadcast {
  const broadcast = { ...draft, id: world.nextId(), messages: undefined, isCanceled: false };
  world.broadcasts.set(broadcast.id, broadcast);
  const [oldest] = world.broadcasts.keys();
  if (world.broadcasts.size > MAX_BROADCASTS && oldest !== undefined)
    world.broadcasts.delete(oldest);
  return broadcast;
}

/** Sends whatever has become due, each message at the time it was due. */
export function deliverDue(world: World, now: number): void {
  for (const broadcast of world.broadcasts.values()) {
    const { id, senderId, content, dueAt, messages, isCanceled } = broadcast;
    if (messages !== undefined || isCanceled || dueAt > now) continue;
    broadcast.messages = recipientsOf(world, broadcast).map((toId) =>
      addMessage(world, { ...content, fromId: senderId, toId, sentAt: dueAt, queueId: id }),
    );
  }
}

/** Forgets a waiting broadcast, or takes back the messages of a sent one and keeps it as canceled. */
export function cancelBroadcast(world: World, broadcast: Broadcast): void {
  broadcast.isCanceled = true;
  if (broadcast.messages === undefined) world.broadcasts.delete(broadcast.id);
  for (const message of broadcast.messages ?? [])
    if (world.messages.has(message.id)) removeMessage(world, message);
}

/** Who gets it, or would get it now. */
export function recipientsOf(world: World, { senderId, audience }: Broadcast): readonly number[] {
  const membersOf = (lists: readonly (number | string)[]) =>
    lists.flatMap((id) => [...(findList(world, senderId, id)?.userIds ?? [])]);
  const excluded = new Set([senderId, ...membersOf(audience.excludedLists)]);
  const since = audience.subscribedAfter;
  return [...new Set([...audience.userIds, ...membersOf(audience.userLists)])].filter(
    (id) =>
      world.users.has(id) &&
      !excluded.has(id) &&
      (since === undefined ||
        (findSubscription(world, id, senderId)?.startedAt ?? -Infinity) >= since),
  );
}
