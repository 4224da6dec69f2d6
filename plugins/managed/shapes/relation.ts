import { Type } from "typebox";
import { nullable, optional, required } from "./fields.ts";
import { SubscriptionData } from "./user.ts";

/** An avatar in the two sizes the upstream makes. */
export const AvatarThumbs = nullable(Type.Object(required(Type.String(), ["c50", "c144"])));

const identity = {
  id: Type.Number(),
  ...required(Type.String(), ["username", "name"]),
  isVerified: Type.Boolean(),
  avatar: nullable(Type.String()),
  avatarThumbs: Type.Optional(AvatarThumbs),
};

/** A user as lists of lists show them. */
export const UserMini = Type.Object(identity, { title: "UserMini" });

/** A list that a user is on. */
export const Membership = Type.Object({
  id: Type.Union([Type.String(), Type.Number()]),
  ...required(Type.String(), ["type", "name"]),
});

/** A user with how the connected account and they stand to each other. */
export const UserRelation = Type.Object(
  {
    ...identity,
    lists: Type.Array(Membership),
    ...optional(Type.String(), ["displayName", "notice", "subscribedOnDuration"]),
    ...optional(nullable(Type.String()), ["subscribedByExpireDate", "lastSeen"]),
    ...optional(nullable(Type.Boolean()), [
      "subscribedBy",
      "subscribedByExpire",
      "subscribedByAutoprolong",
    ]),
    currentSubscribePrice: Type.Optional(nullable(Type.Number())),
    ...optional(SubscriptionData, ["subscribedByData", "subscribedOnData"]),
    ...optional(Type.Boolean(), [
      "isRestricted",
      "canRestrict",
      "subscribedIsExpiredNow",
      "subscribedOn",
      "subscribedOnExpiredNow",
      "canReport",
      "canReceiveChatMessage",
      "hideChat",
      "isPerformer",
      "isRealPerformer",
      "canTrialSend",
      "isBlocked",
      "canUnsubscribe",
      "isPendingAutoprolong",
    ]),
  },
  { title: "UserRelation" },
);
