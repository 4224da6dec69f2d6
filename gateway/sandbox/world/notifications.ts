import type { World } from "./world.ts";

/** Something that happened to a person. It follows from the rest of the world and is kept nowhere else. */
export interface Notification {
  readonly id: number;
  readonly type: "subscribed" | "message" | "tipped";
  readonly userId: number;
  readonly at: number;
  readonly isRead: boolean;
}

/** What happened to a person, newest first. */
export function notificationsOf(world: World, userId: number): readonly Notification[] {
  return [...subscribed(world, userId), ...written(world, userId)].sort(
    (a, b) => b.at - a.at || b.id - a.id,
  );
}

function subscribed(world: World, userId: number): readonly Notification[] {
  return world.subscriptions
    .filter(({ creatorId }) => creatorId === userId)
    .map(({ fanId, startedAt }) => ({
      // A subscription has no number of its own; its two people's make one that nothing else has.
      id: userId * 1000 + (fanId % 1000),
      type: "subscribed",
      userId: fanId,
      at: startedAt,
      isRead: true,
    }));
}

function written(world: World, userId: number): readonly Notification[] {
  return [...(world.threads.get(userId)?.values() ?? [])]
    .flat()
    .filter(({ toId }) => toId === userId)
    .map(({ id, isTip, fromId, sentAt, isOpened }) => ({
      id,
      type: isTip ? "tipped" : "message",
      userId: fromId,
      at: sentAt,
      isRead: isOpened,
    }));
}
