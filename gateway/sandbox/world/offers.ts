import type { Random } from "../random.ts";
import { DAY_MS } from "./days.ts";
import type { World } from "./world.ts";
import type { User } from "./things.ts";
import type { Promotion, TrialLink } from "./trade.ts";

/** Puts something new or changed in its place. */
export function put<Item extends { readonly id: number }>(
  items: Map<number, Item>,
  item: Item,
): Item {
  items.set(item.id, item);
  return item;
}

/** A creator's own, the newest first. */
export function ownOffers<Item extends { readonly creatorId: number }>(
  items: ReadonlyMap<number, Item>,
  creatorId: number,
): readonly Item[] {
  return [...items.values()].filter((item) => item.creatorId === creatorId).reverse();
}

/** Whether nobody can claim a promotion any more. */
export function isPromotionOver(promotion: Promotion, now: number): boolean {
  return now >= promotion.finishesAt || promotion.claims.length >= promotion.subscribeCounts;
}

/** Whether a trial link is used up or out of date. */
export function isTrialOver(link: TrialLink, now: number): boolean {
  const { expiresAt, subscribeCounts, claims } = link;
  return (
    (expiresAt !== undefined && now >= expiresAt) ||
    (subscribeCounts > 0 && claims.length >= subscribeCounts)
  );
}

/** The number of a creator's next campaign. */
export function nextCampaignCode({ offers }: World, creatorId: number): number {
  return 1 + Math.max(0, ...ownOffers(offers.campaigns, creatorId).map(({ code }) => code));
}

/** A creator's offers of the past and of now. */
export function seedOffers(world: World, random: Random, creator: User, until: number): void {
  const { offers, nextId } = world;
  const creatorId = creator.id;
  const fans = world.subscriptions
    .filter((subscription) => subscription.creatorId === creatorId)
    .map(({ fanId }) => fanId);
  const begin = (daysAgo: number, claimants: number) => {
    const createdAt = until - daysAgo * DAY_MS;
    const claims = fans
      .slice(0, claimants)
      .map((fanId, index) => ({ fanId, at: createdAt + (index + 1) * 7_200_000 }));
    return { id: nextId(), creatorId, createdAt, claims };
  };
  for (const [daysAgo, finishDays, discount] of [
    [120, 14, 30],
    [20, 3650, 25],
  ] as const) {
    const offer = begin(daysAgo, random.int(2, 9));
    put(offers.promotions, {
      ...offer,
      message: "A little something for new faces",
      discount,
      type: "new",
      subscribeCounts: 100,
      subscribeDays: 30,
      finishesAt: offer.createdAt + finishDays * DAY_MS,
    });
  }
  for (const [months, discount] of [
    [3, 10],
    [6, 20],
  ] as const)
    put(offers.bundles, { id: nextId(), creatorId, months, discount });
  for (const name of ["Spring trial", "Partner trial"])
    put(offers.trials, {
      ...begin(random.int(30, 90), random.int(1, 6)),
      name,
      subscribeDays: 7,
      subscribeCounts: 50,
      expiresAt: undefined,
      clicks: random.int(20, 200),
      sharedWith: [],
    });
  for (const [index, name] of ["Newsletter", "Short films", "Forum"].entries())
    put(offers.campaigns, {
      ...begin(random.int(40, 200), random.int(2, 8)),
      name,
      code: index + 1,
      clicks: random.int(100, 900),
      sharedWith: [],
      deletedAt: undefined,
    });
}
