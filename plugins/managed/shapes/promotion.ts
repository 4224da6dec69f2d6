import { Type } from "typebox";
import { firstPresent, type JsonObject } from "../json.ts";
import { nullable, optional, required } from "./fields.ts";

/** What a write answers where there is nothing to show; an empty good answer means that it was done. */
export const Success = Type.Object({ success: Type.Boolean({ default: true }) });

/** A subscription offer for everyone, for a time or a number of fans. */
export const Promotion = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["message", "rawMessage"]),
    hasRelatedPromo: Type.Boolean(),
    price: Type.Number(),
    type: Type.String(),
    canClaim: Type.Boolean(),
    ...required(Type.Number(), ["claimsCount", "subscribeCounts", "subscribeDays"]),
    ...required(Type.String(), ["createdAt", "finishedAt"]),
    isFinished: Type.Boolean(),
  },
  { title: "Promotion" },
);

/** Promotions in a page; a created one is answered as a page of itself. */
export const PromotionPage = Type.Object(
  { list: Type.Array(Promotion), hasMore: Type.Boolean() },
  { title: "PromotionPage" },
);

/** Several months at a lower price. */
export const Bundle = Type.Object(
  {
    ...required(Type.Number(), ["id", "discount", "duration", "price"]),
    canBuy: Type.Boolean(),
  },
  { title: "Bundle" },
);

const trialLink = {
  id: Type.Number(),
  ...required(Type.String(), ["trialLinkName", "url"]),
  ...required(Type.Number(), ["subscribeDays", "subscribeCounts", "claimCounts", "clicksCounts"]),
  expiredAt: nullable(Type.String()),
  createdAt: Type.String(),
  isFinished: Type.Boolean(),
};

/** A link that gives a free trial. */
export const TrialLink = Type.Object(
  {
    ...trialLink,
    user: Type.Optional(Type.Unknown()),
    sharedWith: Type.Optional(nullable(Type.String())),
  },
  { title: "TrialLink" },
);

/** A link that counts who came through it. The published contract has only `id` and `name`. */
export const TrackingLink = Type.Object(
  {
    id: Type.Number(),
    name: Type.String(),
    ...optional(Type.Number(), ["campaignCode", "countSubscribers", "countTransitions"]),
    campaignUrl: Type.Optional(Type.String()),
    createdAt: Type.Optional(Type.String()),
    endDate: Type.Optional(nullable(Type.String())),
  },
  { title: "TrackingLink" },
);

/** What an upstream says of a new promotion: itself, or the list it is now on. */
export function readPromotionPage(answer: JsonObject): JsonObject {
  const list = firstPresent(answer["list"], answer["items"]);
  return list === undefined ? { list: [answer], hasMore: false } : { ...answer, list };
}

/** The upstream calls a tracking link a campaign. */
export function readTrackingLink(link: JsonObject): JsonObject {
  return { ...link, name: firstPresent(link["name"], link["campaignName"]) };
}
