import { recipientsOf } from "../world/broadcasts.ts";
import type { Broadcast } from "../world/trade.ts";
import { viewMediaList } from "./media-view.ts";
import { iso, rawText, userStub, type Viewpoint } from "./view.ts";

const UNSEND_WINDOW_MS = 86_400_000;

/** A broadcast as the queue reports on it. */
export function viewQueueEntry(at: Viewpoint, broadcast: Broadcast): object {
  const { messages } = broadcast;
  const total = messages?.length ?? recipientsOf(at.world, broadcast).length;
  const unsendSeconds = secondsToUnsend(at, broadcast);
  return {
    id: broadcast.id,
    date: iso(broadcast.dueAt),
    isReady: true,
    isDone: messages !== undefined,
    total,
    pending: messages === undefined ? total : 0,
    canUnsend: unsendSeconds > 0,
    unsendSeconds,
    hasError: false,
    isCanceled: broadcast.isCanceled,
    isCouplePeopleMedia: false,
  };
}

/** A broadcast with what it says and how far it got. */
export function viewBroadcast(at: Viewpoint, broadcast: Broadcast): object {
  const { content, messages = [] } = broadcast;
  const media = viewMediaList(at, content.mediaIds, true);
  const unsendSeconds = secondsToUnsend(at, broadcast);
  const current = messages.map(({ id }) => at.world.messages.get(id));
  return {
    responseType: "message",
    id: broadcast.id,
    date: iso(broadcast.dueAt),
    createdAt: iso(broadcast.dueAt),
    changedAt: iso(broadcast.dueAt),
    fromUser: userStub(broadcast.senderId),
    text: content.text,
    textCropped: rawText(content.text).slice(0, 100),
    giphyId: null,
    lockedText: content.lockedText,
    isFree: content.price === 0,
    price: String(content.price),
    isMediaReady: true,
    mediaCount: media.length,
    media,
    previews: content.previews,
    mediaTypes: {},
    releaseForms: [],
    isCouplePeopleMedia: false,
    isMarkdownDisabled: false,
    queueId: broadcast.id,
    sentCount: messages.length,
    viewedCount: current.filter((message) => message?.isOpened === true).length,
    purchasedCount: 0,
    canSendMessageToBuyers: false,
    canUnsend: unsendSeconds > 0,
    unsendSeconds,
    isCanceled: broadcast.isCanceled,
    hasError: false,
  };
}

function secondsToUnsend({ now }: Viewpoint, { dueAt, isCanceled }: Broadcast): number {
  return isCanceled ? 0 : Math.max(0, Math.floor((dueAt + UNSEND_WINDOW_MS - now) / 1000));
}
