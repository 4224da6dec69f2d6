import { isPromotionOver, isTrialOver } from "../world/offers.ts";
import type { Bundle, Campaign, Promotion, TrialLink } from "../world/trade.ts";
import { iso, rawText, SITE, type Viewpoint } from "./view.ts";

/** A promotion as its creator sees it. */
export function viewPromotion(at: Viewpoint, promotion: Promotion): object {
  const isFinished = isPromotionOver(promotion, at.now);
  return {
    id: promotion.id,
    message: promotion.message,
    rawMessage: rawText(promotion.message),
    hasRelatedPromo: false,
    price: lowered(at, promotion.creatorId, promotion.discount),
    type: promotion.type,
    canClaim: !isFinished,
    claimsCount: promotion.claims.length,
    subscribeCounts: promotion.subscribeCounts,
    subscribeDays: promotion.subscribeDays,
    createdAt: iso(promotion.createdAt),
    finishedAt: iso(promotion.finishesAt),
    isFinished,
  };
}

/** A bundle; its numbers are texts, as upstream. */
export function viewBundle(at: Viewpoint, { id, creatorId, discount, months }: Bundle): object {
  return {
    id,
    discount: String(discount),
    duration: String(months),
    price: String(Math.round(lowered(at, creatorId, discount) * months * 100) / 100),
    canBuy: true,
  };
}

/** A trial link as its creator sees it. */
export function viewTrialLink(at: Viewpoint, link: TrialLink): object {
  const [sharedWith] = link.sharedWith;
  return {
    id: link.id,
    trialLinkName: link.name,
    url: `${SITE}/action/trial/${link.id.toString(36)}`,
    subscribeDays: link.subscribeDays,
    subscribeCounts: link.subscribeCounts,
    claimCounts: link.claims.length,
    clicksCounts: link.clicks,
    expiredAt: link.expiresAt === undefined ? null : iso(link.expiresAt),
    createdAt: iso(link.createdAt),
    isFinished: isTrialOver(link, at.now),
    sharedWith: sharedWith === undefined ? null : at.world.users.get(sharedWith)?.username,
  };
}

/** A tracking link as its creator sees it. */
export function viewCampaign(at: Viewpoint, campaign: Campaign): object {
  const username = at.world.users.get(campaign.creatorId)?.username ?? "";
  return {
    id: campaign.id,
    campaignCode: campaign.code,
    campaignName: campaign.name,
    campaignUrl: `${SITE}/${username}/c${campaign.code}`,
    countSubscribers: campaign.claims.length,
    countTransitions: campaign.clicks,
    createdAt: iso(campaign.createdAt),
    endDate: campaign.deletedAt === undefined ? null : iso(campaign.deletedAt),
  };
}

function lowered({ world }: Viewpoint, creatorId: number, discount: number): number {
  const price = world.users.get(creatorId)?.subscribePrice ?? 0;
  return Math.round(price * (100 - discount)) / 100;
}
