import { Type } from "typebox";
import { isObject, type JsonObject } from "../json.ts";
import { nullable, optional, required } from "./fields.ts";
import { AvatarThumbs, Membership } from "./relation.ts";
import { readUser } from "./user.ts";

const Period = Type.Object({
  ...required(Type.Number(), ["id", "price", "regularPrice", "discount"]),
  ...required(Type.String(), ["startDate", "expireDate", "type", "action"]),
  isCurrent: Type.Boolean(),
});

/** A fan: who they are, what they subscribed to, and what they spent. */
export const Subscriber = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["name", "username", "displayName"]),
    isVerified: Type.Boolean(),
    ...required(nullable(Type.String()), ["avatar", "lastSeen"]),
    avatarThumbs: AvatarThumbs,
    subscription: Type.Object({
      ...required(Type.Boolean(), ["isActive", "isExpired"]),
      ...required(nullable(Type.String()), [
        "subscribedAt",
        "expiresAt",
        "renewedAt",
        "discountStartedAt",
        "discountFinishedAt",
      ]),
      ...required(nullable(Type.Number()), [
        "price",
        "regularPrice",
        "discountPercent",
        "discountPeriod",
      ]),
      history: Type.Array(Period),
    }),
    spending: Type.Object(
      required(Type.Number(), ["total", "tips", "subscriptions", "messages", "posts", "streams"]),
    ),
    ...required(Type.Boolean(), ["isRestricted", "isBlocked"]),
    capabilities: Type.Object(
      required(Type.Boolean(), [
        "canRestrict",
        "canBlock",
        "canReport",
        "canUnsubscribe",
        "canReceiveMessages",
        "canSendTrial",
      ]),
    ),
    lists: Type.Array(
      Type.Object({ id: Type.Union([Type.String(), Type.Number()]), name: Type.String() }),
    ),
  },
  { title: "Subscriber" },
);

/** A fan out of the upstream's user, which keeps subscription, spending and abilities in one place. */
export function readSubscriber(user: JsonObject): JsonObject {
  const data = objectIn(user, "subscribedOnData");
  return {
    ...readUser(user),
    subscription: {
      isActive: user["subscribedOn"] === true,
      isExpired: user["subscribedOnExpiredNow"] === true,
      subscribedAt: data["subscribeAt"],
      expiresAt: data["expiredAt"],
      renewedAt: data["renewedAt"],
      price: data["price"],
      regularPrice: data["regularPrice"],
      discountPercent: data["discountPercent"],
      discountPeriod: data["discountPeriod"],
      discountStartedAt: data["discountStartedAt"],
      discountFinishedAt: data["discountFinishedAt"],
      history: data["subscribes"],
    },
    spending: {
      total: data["totalSumm"],
      tips: data["tipsSumm"],
      subscriptions: data["subscribesSumm"],
      messages: data["messagesSumm"],
      posts: data["postsSumm"],
      streams: data["streamsSumm"],
    },
    capabilities: {
      canRestrict: user["canRestrict"],
      // The upstream says no more than that one cannot block oneself.
      canBlock: user["canBlock"] ?? true,
      canReport: user["canReport"],
      canUnsubscribe: user["canUnsubscribe"],
      canReceiveMessages: user["canReceiveChatMessage"],
      canSendTrial: user["canTrialSend"],
    },
  };
}

/** A creator that the account follows. */
export const Subscription = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["username", "name"]),
    avatar: nullable(Type.String()),
    avatarThumbs: Type.Optional(AvatarThumbs),
    lists: Type.Array(Membership),
    subscribedAt: Type.String(),
    ...required(nullable(Type.String()), ["expiredAt", "renewedAt"]),
    isActive: Type.Boolean(),
    subscriptionPrice: Type.Number(),
    ...optional(Type.Number(), [
      "tipsSumm",
      "subscribesSumm",
      "messagesSumm",
      "postsSumm",
      "streamsSumm",
      "totalSumm",
    ]),
  },
  { title: "Subscription" },
);

/** A followed creator out of the upstream's user. */
export function readSubscription(user: JsonObject): JsonObject {
  const data = objectIn(user, "subscribedByData");
  return {
    ...data,
    ...readUser(user),
    subscribedAt: data["subscribeAt"],
    expiredAt: data["expiredAt"] ?? user["subscribedByExpireDate"],
    renewedAt: data["renewedAt"],
    isActive: user["subscribedBy"],
    subscriptionPrice: data["price"] ?? user["currentSubscribePrice"] ?? user["subscribePrice"],
  };
}

function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : {};
}
