import { Type } from "typebox";
import { nullable, optional } from "./fields.ts";
import { Media } from "./media.ts";

const content = {
  id: Type.Number(),
  text: Type.String(),
  fromUser: Type.Union([
    Type.Object({ id: Type.Number(), name: Type.String() }),
    Type.Object({ id: Type.Number(), _view: Type.String() }),
  ]),
  media: Type.Array(Media),
  previews: Type.Array(Type.Number()),
  ...optional(Type.Number(), ["mediaCount", "queueId", "unsendSecondsQueue", "cancelSeconds"]),
  ...optional(Type.String(), ["responseType", "createdAt", "changedAt", "canPurchaseReason"]),
  giphyId: Type.Optional(nullable(Type.String())),
  releaseForms: Type.Optional(Type.Unknown()),
  ...optional(Type.Boolean(), [
    "isMediaReady",
    "lockedText",
    "isFree",
    "isTip",
    "isReportedByMe",
    "isCouplePeopleMedia",
    "isMarkdownDisabled",
    "isFromQueue",
    "canUnsendQueue",
    "isOpened",
    "isNew",
    "isLiked",
    "canPurchase",
    "canReport",
    "canBePinned",
    "isPinned",
  ]),
};

/** A direct message. */
export const Message = Type.Object(
  { ...content, ...optional(Type.Number(), ["price"]) },
  { title: "Message" },
);

/** Messages of one conversation, and where to go on. */
export const MessagePage = Type.Object({
  list: Type.Array(Message),
  hasMore: Type.Boolean(),
  nextLastId: Type.Optional(Type.Number()),
});

/** A mass message with what became of it. */
export const QueuedMessage = Type.Object(
  {
    ...content,
    ...optional(Type.String(), ["date", "textCropped", "price"]),
    ...optional(Type.Number(), ["sentCount", "viewedCount", "unsendSeconds", "purchasedCount"]),
    ...optional(Type.Boolean(), ["canUnsend", "isCanceled", "hasError", "canSendMessageToBuyers"]),
    mediaTypes: Type.Optional(
      Type.Object(optional(Type.Number(), ["video", "photo", "gif", "audio"])),
    ),
  },
  { title: "QueuedMessage" },
);

/** What taking back a message answers. */
export const Unsent = Type.Object(
  {
    success: Type.Boolean({ default: true }),
    queue: Type.Optional(QueuedMessage),
  },
  { title: "Unsent" },
);

/** A conversation with one user. */
export const Chat = Type.Object(
  {
    withUser: Type.Object({ id: Type.Number(), _view: Type.String() }),
    canNotSendReason: Type.Optional(Type.Union([Type.Boolean(), Type.String()])),
    ...optional(Type.Boolean(), [
      "canSendMessage",
      "canGoToProfile",
      "hasUnreadTips",
      "isMutedNotifications",
      "hasPurchasedFeed",
    ]),
    ...optional(Type.Number(), ["unreadMessagesCount", "lastReadMessageId", "countPinnedMessages"]),
    lastMessage: Type.Optional(Message),
  },
  { title: "Chat" },
);
