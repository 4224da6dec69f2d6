import { invalid, notFound } from "../refusal.ts";
import { viewBroadcast, viewQueueEntry } from "../views/broadcast-view.ts";
import { addBroadcast, cancelBroadcast, deliverDue } from "../world/broadcasts.ts";
import type { Audience, Broadcast, Content } from "../world/trade.ts";
import { attachMedia } from "./attach-media.ts";
import { pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** Messages to many. Names of fields that it does not know are ignored, as upstream. */
export const QUEUE: readonly Route[] = [
  {
    method: "GET",
    path: "messages/queue",
    answer: (call) => {
      const senderId = viewerOf(call).id;
      const broadcasts = [...call.world.broadcasts.values()]
        .filter((broadcast) => broadcast.senderId === senderId)
        .reverse();
      return pageOf(call.query, broadcasts, (each) => viewBroadcast(call, each), SIZES);
    },
  },
  {
    method: "POST",
    path: "messages/queue",
    answer: (call) => {
      const sender = viewerOf(call);
      if (!sender.isPerformer) throw invalid("Cannot send message to these users");
      const broadcast = addBroadcast(call.world, { senderId: sender.id, ...read(call) });
      deliverDue(call.world, call.now);
      return viewQueueEntry(call, broadcast);
    },
  },
  {
    method: "GET",
    path: "messages/queue/:queue",
    answer: (call) => viewBroadcast(call, broadcastOf(call)),
  },
  {
    method: "PUT",
    path: "messages/queue/:queue",
    answer: (call) => {
      const broadcast = broadcastOf(call);
      if (broadcast.messages !== undefined) throw invalid("Message is already sent");
      Object.assign(broadcast, read(call));
      deliverDue(call.world, call.now);
      return viewQueueEntry(call, broadcast);
    },
  },
  {
    method: "DELETE",
    path: "messages/queue/:queue",
    answer: (call) => {
      const broadcast = broadcastOf(call);
      cancelBroadcast(call.world, broadcast);
      return { success: true, queue: viewBroadcast(call, broadcast) };
    },
  },
];

function broadcastOf(call: Call): Broadcast {
  const broadcast = call.world.broadcasts.get(Number(call.params[0]));
  if (broadcast === undefined || broadcast.senderId !== viewerOf(call).id)
    throw notFound("Message not found");
  return broadcast;
}

function read(call: Call): { content: Content; audience: Audience; dueAt: number } {
  const audience = readAudience(call);
  if (audience.userIds.length === 0 && audience.userLists.length === 0)
    throw invalid("Recipients are required");
  return { content: readContent(call), audience, dueAt: dateIn(call, "scheduledDate") ?? call.now };
}

function readContent(call: Call): Content {
  const { text, price, previews, lockedText, mediaFiles } = call.body;
  const mediaIds = attachMedia(call, mediaFiles);
  if (mediaIds.length === 0 && (typeof text !== "string" || text === ""))
    throw invalid("Text is required");
  const dollars = Number(price ?? 0);
  if (!(dollars >= 0 && dollars <= 200)) throw invalid("Invalid price");
  return {
    text: typeof text === "string" ? text : "",
    price: dollars,
    lockedText: lockedText === true,
    mediaIds,
    previews: Array.isArray(previews) ? previews.map(Number).filter(Number.isFinite) : [],
  };
}

function readAudience(call: Call): Audience {
  const { userIds, userLists, excludedLists } = call.body;
  return {
    userIds: listIn(userIds).map(Number),
    userLists: listIn(userLists),
    excludedLists: listIn(excludedLists),
    subscribedAfter: dateIn(call, "subscribedAfterDate"),
  };
}

function listIn(value: unknown): readonly (number | string)[] {
  return Array.isArray(value)
    ? value.filter((item) => typeof item === "number" || typeof item === "string")
    : [];
}

function dateIn(call: Call, field: string): number | undefined {
  const value = call.body[field];
  if (value === undefined || value === null) return undefined;
  const date = typeof value === "string" ? new Date(value).getTime() : NaN;
  if (Number.isNaN(date)) throw invalid("Invalid date");
  return date;
}
