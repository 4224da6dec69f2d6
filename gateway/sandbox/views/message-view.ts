import type { Message } from "../world/things.ts";
import { viewMediaList } from "./media-view.ts";
import { iso, userStub, type Viewpoint } from "./view.ts";

const UNSEND_WINDOW_MS = 86_400_000;

/** A message as one of its two people sees it. */
export function viewMessage(at: Viewpoint, message: Message): object {
  const isOwn = at.viewer?.id === message.fromId;
  const isPaid = isOwn || message.price === 0;
  const media = viewMediaList(at, message.mediaIds, isPaid, message.previews);
  const secondsLeft = Math.max(0, message.sentAt + UNSEND_WINDOW_MS - at.now) / 1000;
  return {
    responseType: "message",
    id: message.id,
    text: message.lockedText && !isPaid ? "" : message.text,
    giphyId: null,
    lockedText: message.lockedText,
    isFree: message.price === 0,
    price: message.price,
    isMediaReady: message.mediaIds.every((id) => at.now >= (at.world.media.get(id)?.readyAt ?? 0)),
    mediaCount: media.length,
    media,
    previews: message.previews,
    isTip: message.isTip,
    isReportedByMe: false,
    isCouplePeopleMedia: false,
    queueId: message.queueId,
    isMarkdownDisabled: false,
    releaseForms: [],
    fromUser: userStub(message.fromId),
    isFromQueue: message.queueId > 0,
    canUnsendQueue: isOwn && message.queueId > 0 && secondsLeft > 0,
    unsendSecondsQueue: isOwn && message.queueId > 0 ? Math.floor(secondsLeft) : 0,
    isOpened: message.isOpened,
    isNew: !message.isOpened && !isOwn,
    createdAt: iso(message.sentAt),
    changedAt: iso(message.sentAt),
    cancelSeconds: isOwn ? Math.floor(secondsLeft) : 0,
    isLiked: false,
    canPurchase: !isPaid,
    canPurchaseReason: isPaid ? "free" : "opened",
    canReport: !isOwn,
    canBePinned: true,
    isPinned: false,
  };
}
