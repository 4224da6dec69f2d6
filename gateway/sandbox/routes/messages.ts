import { invalid, notFound } from "../refusal.ts";
import { viewBroadcast } from "../views/broadcast-view.ts";
import { viewMessage } from "../views/message-view.ts";
import { addMessage, removeMessage, threadOf } from "../world/chats.ts";
import type { Message } from "../world/things.ts";
import { attachMedia } from "./attach-media.ts";
import { numberOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";
import { userOf } from "./users.ts";

/** The limit is not honoured exactly: who asks for 100 gets 71. Only `hasMore` tells the end. */
const MOST = 71;

/** Messages of a conversation. */
export const MESSAGES: readonly Route[] = [
  { method: "GET", path: "chats/:user/messages", answer: listMessages },
  {
    method: "GET",
    path: "chats/:user/messages/:message",
    answer: (call) => viewMessage(call, messageOf(call, call.params[1])),
  },
  { method: "POST", path: "chats/:user/messages", answer: sendMessage },
  {
    method: "DELETE",
    path: "messages/:message",
    answer: (call) => {
      const message = messageOf(call, call.params[0]);
      if (message.fromId !== viewerOf(call).id) throw notFound("Message not found");
      removeMessage(call.world, message);
      const broadcast = call.world.broadcasts.get(message.queueId);
      return {
        success: true,
        ...(broadcast !== undefined &&
          call.body["withUserId"] !== undefined && { queue: viewBroadcast(call, broadcast) }),
      };
    },
  },
];

function listMessages(call: Call): unknown {
  const { query } = call;
  const thread = threadOf(call.world, viewerOf(call).id, userOf(call).id);
  const olderThan = numberOf(query, "id", Infinity, Infinity);
  const newest = numberOf(query, "firstId", Infinity, Infinity);
  const offset = numberOf(query, "offset", 0, Infinity);
  const matching = thread.filter(({ id }) => id < olderThan && id <= newest);
  const to = Math.max(0, matching.length - offset);
  const from = Math.max(0, to - numberOf(query, "limit", 10, MOST));
  const shown = matching.slice(from, to);
  if (query.get("order") !== "asc") shown.reverse();
  return { list: shown.map((message) => viewMessage(call, message)), hasMore: from > 0 };
}

function sendMessage(call: Call): unknown {
  const { text, price, previews, lockedText } = call.body;
  const sender = viewerOf(call);
  const recipient = userOf(call);
  if (recipient.id === sender.id) throw invalid("Cannot send message to this user");
  const mediaIds = attachMedia(call, call.body["mediaFiles"]);
  if (mediaIds.length === 0 && (typeof text !== "string" || text === ""))
    throw invalid("Text is required");
  const dollars = Number(price ?? 0);
  if (!(dollars >= 0 && dollars <= 200)) throw invalid("Invalid price");
  const message = addMessage(call.world, {
    fromId: sender.id,
    toId: recipient.id,
    text: typeof text === "string" ? text : "",
    sentAt: call.now,
    price: dollars,
    lockedText: lockedText === true,
    mediaIds,
    previews: Array.isArray(previews) ? previews.map(Number).filter(Number.isFinite) : [],
  });
  return viewMessage(call, message);
}

function messageOf(call: Call, id: string | undefined): Message {
  const viewer = viewerOf(call);
  const message = call.world.messages.get(Number(id));
  if (message === undefined || ![message.fromId, message.toId].includes(viewer.id))
    throw notFound("Message not found");
  return message;
}
