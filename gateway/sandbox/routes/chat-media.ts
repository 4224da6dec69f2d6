import { viewMessage } from "../views/message-view.ts";
import { threadOf } from "../world/chats.ts";
import type { Media, Message } from "../world/things.ts";
import { numberOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";
import { userOf } from "./users.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** The messages of a conversation that carry media, all or of one kind. */
export const CHAT_MEDIA: readonly Route[] = [
  { method: "GET", path: "chats/:user/media", answer: (call) => list(call, () => true) },
  {
    method: "GET",
    path: "chats/:user/media/photos",
    answer: (call) => list(call, ({ type }) => type === "photo"),
  },
  {
    method: "GET",
    path: "chats/:user/media/videos",
    answer: (call) => list(call, ({ type }) => type === "video"),
  },
  { method: "GET", path: "chats/:user/media/audios", answer: (call) => list(call, () => false) },
];

function list(call: Call, isWanted: (media: Media) => boolean): unknown {
  const { query, world } = call;
  const olderThan = numberOf(query, "last_id", Infinity, Infinity);
  const opened = query.get("opened");
  const matching = threadOf(world, viewerOf(call).id, userOf(call).id)
    .filter(({ id }) => id < olderThan)
    .filter(({ mediaIds }) => mediaIds.some((id) => has(world.media.get(id), isWanted)))
    .filter((message) => opened === null || isPaidAnd(message, opened === "1"))
    .reverse();
  const offset = numberOf(query, "offset", 0, Number.MAX_SAFE_INTEGER);
  const end = offset + numberOf(query, "limit", SIZES.usual, SIZES.most);
  const shown = matching.slice(offset, end);
  const hasMore = end < matching.length;
  return {
    list: shown.map((message) => viewMessage(call, message)),
    hasMore,
    ...(hasMore && { nextLastId: shown.at(-1)?.id }),
  };
}

function has(media: Media | undefined, isWanted: (media: Media) => boolean): boolean {
  return media !== undefined && isWanted(media);
}

function isPaidAnd({ price, isOpened }: Message, opened: boolean): boolean {
  return price > 0 && isOpened === opened;
}
