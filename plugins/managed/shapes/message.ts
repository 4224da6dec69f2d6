import { Type } from "typebox";
import { nullable, optional } from "./fields.ts";
import { Media } from "./media.ts";

/** A direct message. */
export const Message = Type.Object(
  {
    id: Type.Number(),
    text: Type.String(),
    fromUser: Type.Union([
      Type.Object({ id: Type.Number(), name: Type.String() }),
      Type.Object({ id: Type.Number(), _view: Type.String() }),
    ]),
    media: Type.Array(Media),
    previews: Type.Array(Type.Number()),
    ...optional(Type.Number(), [
      "mediaCount",
      "price",
      "queueId",
      "unsendSecondsQueue",
      "cancelSeconds",
    ]),
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
  },
  { title: "Message" },
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
