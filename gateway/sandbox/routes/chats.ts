import { invalid, notFound } from "../refusal.ts";
import { viewMessage } from "../views/message-view.ts";
import { viewUserRelation } from "../views/user-view.ts";
import { userStub } from "../views/view.ts";
import { threadsOf, type Thread } from "../world/chats.ts";
import { findList } from "../world/user-lists.ts";
import type { Message } from "../world/things.ts";
import { numberOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";
import { userOf } from "./users.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** What each `filter` of the list keeps. */
const FILTERS: Readonly<Record<string, (thread: Thread, viewerId: number) => boolean>> = {
  unread: (thread, viewerId) => unreadIn(thread.messages, viewerId).length > 0,
  pinned: () => false,
  priority: () => false,
  who_tipped: (thread, viewerId) =>
    thread.messages.some(({ isTip, toId }) => isTip && toId === viewerId),
};

/** Conversations. */
export const CHATS: readonly Route[] = [
  { method: "GET", path: "chats", answer: listChats },
  {
    method: "GET",
    path: "chats/:user",
    answer: (call) => {
      const { id } = userOf(call);
      const thread = threadsOf(call.world, viewerOf(call).id).find((t) => t.withUserId === id);
      if (thread === undefined) throw notFound("Chat not found");
      return viewChat(call, thread);
    },
  },
];

function listChats(call: Call): unknown {
  const { query } = call;
  const viewer = viewerOf(call);
  const filter = query.get("filter") ?? "";
  const keeps = Object.hasOwn(FILTERS, filter) ? FILTERS[filter] : undefined;
  if (query.has("search") || (filter !== "" && keeps === undefined))
    throw invalid("Invalid filter");
  const listId = query.get("list_id");
  const members = listId === null ? undefined : findList(call.world, viewer.id, listId)?.userIds;
  const wanted = (query.get("query") ?? "").toLowerCase();
  const threads = threadsOf(call.world, viewer.id)
    .filter((thread) => keeps?.(thread, viewer.id) ?? true)
    .filter(({ withUserId }) => nameOf(call, withUserId).includes(wanted))
    .filter(({ withUserId }) => members?.has(withUserId) ?? true);
  if (query.get("order") === "old") threads.reverse();
  const offset = numberOf(query, "offset", 0, Number.MAX_SAFE_INTEGER);
  const nextOffset = offset + numberOf(query, "limit", SIZES.usual, SIZES.most);
  return {
    list: threads.slice(offset, nextOffset).map((thread) => viewChat(call, thread)),
    hasMore: nextOffset < threads.length,
    nextOffset,
  };
}

function viewChat(call: Call, { withUserId, messages }: Thread): object {
  const viewer = viewerOf(call);
  const unread = unreadIn(messages, viewer.id);
  const last = messages.at(-1);
  const user = call.world.users.get(withUserId);
  return {
    withUser:
      user === undefined || call.query.get("skip_users") === "all"
        ? userStub(withUserId)
        : viewUserRelation(call, user),
    canNotSendReason: false,
    canSendMessage: true,
    canGoToProfile: true,
    unreadMessagesCount: unread.length,
    hasUnreadTips: unread.some(({ isTip }) => isTip),
    isMutedNotifications: false,
    lastMessage: last === undefined ? null : viewMessage(call, last),
    lastReadMessageId: messages.findLast(({ isOpened }) => isOpened)?.id ?? 0,
    hasPurchasedFeed: false,
    countPinnedMessages: 0,
  };
}

function unreadIn(messages: readonly Message[], viewerId: number): readonly Message[] {
  return messages.filter(({ toId, isOpened }) => toId === viewerId && !isOpened);
}

function nameOf(call: Call, userId: number): string {
  const user = call.world.users.get(userId);
  return `${user?.name ?? ""} ${user?.username ?? ""}`.toLowerCase();
}
