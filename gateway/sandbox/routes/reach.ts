import { viewCampaign, viewPromotion, viewTrialLink } from "../views/offer-view.ts";
import { viewSeries } from "../views/series-view.ts";
import { isWithin } from "../world/days.ts";
import { ownOffers } from "../world/offers.ts";
import type { Claim } from "../world/trade.ts";
import { overAWeek, type Happening } from "../world/published.ts";
import { creatorOf } from "./creator.ts";
import { pageOf } from "./page.ts";
import { chartOptionsOf, listPeriodOf } from "./period.ts";
import type { Call, Route } from "./route.ts";

const SIZES = { usual: 20, most: 100 } as const;

/** Who came through offers and links. */
export const REACH: readonly Route[] = [
  {
    method: "GET",
    path: "promotions/chart",
    answer: (call) =>
      chart(call, {
        claims: claimsOf(ownOffers(call.world.offers.promotions, creatorOf(call).id)),
      }),
  },
  {
    method: "GET",
    path: "promotions/stats",
    answer: (call) =>
      top(call, ownOffers(call.world.offers.promotions, creatorOf(call).id), (each) =>
        viewPromotion(call, each),
      ),
  },
  {
    method: "GET",
    path: "trials/chart",
    answer: (call) => {
      const trials = ownOffers(call.world.offers.trials, creatorOf(call).id);
      return chart(call, { claims: claimsOf(trials), clicks: clicksOf(trials) });
    },
  },
  {
    method: "GET",
    path: "trials/stats",
    answer: (call) =>
      top(call, ownOffers(call.world.offers.trials, creatorOf(call).id), (each) =>
        viewTrialLink(call, each),
      ),
  },
  {
    method: "GET",
    path: "campaigns/chart",
    answer: (call) => {
      const campaigns = ownOffers(call.world.offers.campaigns, creatorOf(call).id);
      return chart(call, { subscribers: claimsOf(campaigns), transitions: clicksOf(campaigns) });
    },
  },
  {
    method: "GET",
    path: "campaigns/stats",
    answer: (call) => {
      const campaigns = ownOffers(call.world.offers.campaigns, creatorOf(call).id);
      const { items, hasMore } = top(call, campaigns, (each) => viewCampaign(call, each));
      return { list: items, hasMore };
    },
  },
];

interface Claimed {
  readonly id: number;
  readonly createdAt: number;
  readonly claims: readonly Claim[];
}

function claimsOf(offers: readonly Claimed[]): readonly Happening[] {
  return offers.flatMap(({ claims }) => claims.map(({ at }) => ({ at, count: 1, cents: 0 })));
}

function clicksOf(links: readonly (Claimed & { readonly clicks: number })[]): readonly Happening[] {
  return links.flatMap(({ createdAt, clicks }) => overAWeek(createdAt, clicks));
}

function chart(call: Call, series: Readonly<Record<string, readonly Happening[]>>): object {
  const options = chartOptionsOf(call);
  return Object.fromEntries(
    Object.entries(series).map(([name, happenings]) => [name, viewSeries(happenings, options)]),
  );
}

function top<Offer extends Claimed>(
  call: Call,
  offers: readonly Offer[],
  view: (offer: Offer) => object,
): { readonly items: readonly object[]; readonly hasMore: boolean } {
  const period = listPeriodOf(call);
  const score = ({ claims }: Offer) => claims.filter(({ at }) => isWithin(at, period)).length;
  const best = offers.toSorted((a, b) => score(b) - score(a) || b.id - a.id);
  const { list, hasMore } = pageOf(call.query, best, view, SIZES);
  return { items: list, hasMore };
}
