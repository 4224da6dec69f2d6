import { Type } from "typebox";
import { isObject, type JsonObject } from "../json.ts";
import { nullable, optional, required } from "./fields.ts";

const Sizes = Type.Object(required(Type.Number(), ["width", "height"]));

const Subscribe = Type.Object({
  ...required(Type.Number(), [
    "id",
    "userId",
    "subscriberId",
    "duration",
    "price",
    "regularPrice",
    "discount",
    "earningId",
  ]),
  ...required(Type.String(), ["date", "startDate", "expireDate", "action", "type"]),
  ...required(nullable(Type.String()), ["cancelDate", "offerStart", "offerEnd"]),
  isCurrent: Type.Boolean(),
});

/** What is agreed and paid between two accounts. */
export const SubscriptionData = Type.Object(
  {
    ...required(Type.Number(), [
      "price",
      "newPrice",
      "regularPrice",
      "subscribePrice",
      "discountPercent",
      "discountPeriod",
      "tipsSumm",
      "subscribesSumm",
      "messagesSumm",
      "postsSumm",
      "streamsSumm",
      "totalSumm",
    ]),
    ...required(Type.String(), ["subscribeAt", "expiredAt", "unsubscribeReason", "duration"]),
    ...required(nullable(Type.String()), [
      "renewedAt",
      "discountFinishedAt",
      "discountStartedAt",
      "status",
    ]),
    ...required(Type.Boolean(), ["isMuted", "hasActivePaidSubscriptions", "showPostsInFeed"]),
    subscribes: Type.Array(Subscribe),
  },
  { title: "SubscriptionData" },
);

/** The connected account's own profile, in brief. */
export const OwnProfile = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["username", "name"]),
    isAuth: Type.Boolean({ default: true }),
    isVerified: Type.Boolean(),
    avatar: nullable(Type.String()),
    subscribersCount: nullable(Type.Number()),
    ...required(Type.Number(), ["postsCount", "photosCount", "videosCount"]),
  },
  { title: "OwnProfile" },
);

/** A user's public profile and its relation to the connected account. */
export const UserFull = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["username", "name"]),
    isVerified: Type.Boolean(),
    avatar: nullable(Type.String()),
    avatarThumbs: Type.Optional(nullable(Type.Object(required(Type.String(), ["c50", "c144"])))),
    lists: Type.Array(
      Type.Object({
        id: Type.Union([Type.String(), Type.Number()]),
        ...required(Type.String(), ["type", "name"]),
      }),
    ),
    headerSize: Type.Optional(nullable(Sizes)),
    headerThumbs: Type.Optional(nullable(Type.Object(required(Type.String(), ["w480", "w760"])))),
    ...optional(Type.String(), ["displayName", "notice", "joinDate", "subscribedOnDuration"]),
    ...optional(nullable(Type.String()), [
      "about",
      "website",
      "wishlist",
      "location",
      "header",
      "lastSeen",
      "subscribedByExpireDate",
    ]),
    ...optional(nullable(Type.Number()), ["subscribersCount", "currentSubscribePrice"]),
    ...optional(Type.Number(), [
      "postsCount",
      "archivedPostsCount",
      "privateArchivedPostsCount",
      "photosCount",
      "videosCount",
      "audiosCount",
      "mediasCount",
      "favoritesCount",
      "favoritedCount",
      "subscribePrice",
      "tipsMin",
      "tipsMinInternal",
      "tipsMax",
    ]),
    ...optional(nullable(Type.Boolean()), [
      "subscribedByExpire",
      "subscribedByAutoprolong",
      "subscribedIsExpiredNow",
    ]),
    ...optional(SubscriptionData, ["subscribedByData", "subscribedOnData"]),
    ...optional(Type.Boolean(), [
      "isMarkdownDisabledForAbout",
      "subscribedBy",
      "subscribedOn",
      "subscribedOnExpiredNow",
      "canAddSubscriber",
      "tipsEnabled",
      "tipsTextEnabled",
      "canLookStory",
      "canCommentStory",
      "hasNotViewedStory",
      "hasStories",
      "isRestricted",
      "canRestrict",
      "isBlocked",
      "canReport",
      "canUnsubscribe",
      "isPendingAutoprolong",
      "isPerformer",
      "isRealPerformer",
      "canReceiveChatMessage",
      "canChat",
      "showPostsInFeed",
      "hasPinnedPosts",
      "hasLabels",
      "isPrivateRestriction",
      "showSubscribersCount",
      "showMediaCount",
      "isReferrerAllowed",
      "canCreatePromotion",
      "canCreateTrial",
      "isAdultContent",
      "canTrialSend",
      "isFriend",
      "hasScheduledStream",
      "hasStream",
      "canPayInternal",
    ]),
  },
  { title: "UserFull" },
);

/** A user with the lists it is on, which profiles name `listsStates` and give with those it is not on. */
export function readUser(user: JsonObject): JsonObject {
  const states = user["listsStates"];
  if (user["lists"] !== undefined || !Array.isArray(states)) return user;
  return { ...user, lists: states.filter((list) => isObject(list) && list["hasUser"] === true) };
}
