import type { Random } from "../random.ts";
import { DAY_MS } from "./days.ts";
import type { User, World } from "./world.ts";

/** Somebody took an offer up. */
export interface Claim {
  readonly fanId: number;
  readonly at: number;
}

interface Offer {
  readonly id: number;
  readonly creatorId: number;
  readonly createdAt: number;
  readonly claims: readonly Claim[];
}

/** A lower price for a time or a number of fans. */
export interface Promotion extends Offer {
  readonly message: string;
  /** In percent. */
  readonly discount: number;
  readonly type: string;
  readonly subscribeCounts: number;
  readonly subscribeDays: number;
  readonly finishesAt: number;
}

/** Several months at a lower price. */
export interface Bundle {
  readonly id: number;
  readonly creatorId: number;
  readonly discount: number;
  readonly months: number;
}

/** A link that gives a free trial. */
export interface TrialLink extends Offer {
  readonly name: string;
  readonly subscribeDays: number;
  /** `0` is without a limit. */
  readonly subscribeCounts: number;
  readonly expiresAt: number | undefined;
  readonly clicks: number;
  readonly sharedWith: readonly number[];
}

/** A link that counts who came through it. */
export interface Campaign extends Offer {
  readonly name: string;
  /** Counts up for each creator. */
  readonly code: number;
  readonly clicks: number;
  readonly sharedWith: readonly number[];
  readonly deletedAt: number | undefined;
}

/** Everything creators offer, each kind by id in the order of time. */
export interface Offers {
  readonly promotions: Map<number, Promotion>;
  readonly bundles: Map<number, Bundle>;
  readonly trials: Map<number, TrialLink>;
  readonly campaigns: Map<number, Campaign>;
}

/** No offers at all. */
export function createOffers(): Offers {
  return { promotions: new Map(), bundles: new Map(), trials: new Map(), campaigns: new Map() };
}

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
