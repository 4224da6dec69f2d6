import { notFound } from "../refusal.ts";
import { viewCampaign } from "../views/offer-view.ts";
import { viewUserBasics } from "../views/user-view.ts";
import { nextCampaignCode, ownOffers, put } from "../world/offers.ts";
import type { Campaign } from "../world/trade.ts";
import { textIn } from "./body.ts";
import { creatorOf } from "./creator.ts";
import { pageOf } from "./page.ts";
import type { Call, Route } from "./route.ts";
import { sharedBy, unsharedBy } from "./sharing.ts";

const SIZES = { usual: 20, most: 100 } as const;

/** Links that count who came through them. */
export const CAMPAIGNS: readonly Route[] = [
  {
    method: "GET",
    path: "campaigns",
    answer: (call) => {
      const withDeleted = call.query.get("with_deleted") === "1";
      const own = ownOffers(call.world.offers.campaigns, creatorOf(call).id).filter(
        ({ deletedAt }) => withDeleted || deletedAt === undefined,
      );
      const page = pageOf(call.query, own, (campaign) => viewCampaign(call, campaign), SIZES);
      return call.query.get("pagination") === "1" ? page : page.list;
    },
  },
  {
    method: "POST",
    path: "campaigns",
    answer: (call) => {
      const creatorId = creatorOf(call).id;
      return putCampaign(call, {
        id: call.world.nextId(),
        creatorId,
        createdAt: call.now,
        claims: [],
        name: textIn(call, "campaignName"),
        code: nextCampaignCode(call.world, creatorId),
        clicks: 0,
        sharedWith: [],
        deletedAt: undefined,
      });
    },
  },
  {
    method: "GET",
    path: "campaigns/:campaign",
    answer: (call) => viewCampaign(call, ownCampaign(call, call.params[0])),
  },
  {
    method: "PUT",
    path: "campaigns/:campaign",
    answer: (call) => {
      const campaign = ownCampaign(call, call.params[0]);
      return putCampaign(call, { ...campaign, name: textIn(call, "campaignName", campaign.name) });
    },
  },
  {
    method: "DELETE",
    path: "campaigns/:campaign",
    answer: (call) => {
      putCampaign(call, { ...ownCampaign(call, call.params[0]), deletedAt: call.now });
      return { success: true };
    },
  },
  {
    method: "POST",
    path: "campaigns/share-access",
    answer: (call) => {
      const campaign = ownCampaign(call, call.body["campaignId"]);
      putCampaign(call, { ...campaign, sharedWith: sharedBy(call, campaign.sharedWith) });
      return { success: true };
    },
  },
  {
    method: "DELETE",
    path: "campaigns/share-access",
    answer: (call) => {
      const campaign = ownCampaign(call, call.body["campaignId"]);
      putCampaign(call, { ...campaign, sharedWith: unsharedBy(call, campaign.sharedWith) });
      return { success: true };
    },
  },
  {
    method: "GET",
    path: "campaigns/:campaign/claimers",
    answer: (call) => {
      const fans = ownCampaign(call, call.params[0])
        .claims.map(({ fanId }) => call.world.users.get(fanId))
        .filter((fan) => fan !== undefined);
      return pageOf(call.query, fans, (fan) => viewUserBasics(call, fan), SIZES);
    },
  },
];

function putCampaign(call: Call, campaign: Campaign): object {
  return viewCampaign(call, put(call.world.offers.campaigns, campaign));
}

function ownCampaign(call: Call, id: unknown): Campaign {
  const campaign = call.world.offers.campaigns.get(Number(id));
  if (campaign?.creatorId !== creatorOf(call).id || campaign.deletedAt !== undefined)
    throw notFound("Campaign not found");
  return campaign;
}
