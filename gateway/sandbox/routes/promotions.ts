import { notFound } from "../refusal.ts";
import { viewBundle, viewPromotion } from "../views/offer-view.ts";
import { DAY_MS } from "../world/days.ts";
import { ownOffers, put } from "../world/offers.ts";
import type { Bundle, Promotion } from "../world/trade.ts";
import { numberIn, textIn } from "./body.ts";
import { creatorOf } from "./creator.ts";
import type { Call, Route } from "./route.ts";

const SUBSCRIBE_COUNTS = [1, 1_000_000] as const;

/** Offers to everyone: for a time, and for several months at once. */
export const PROMOTIONS: readonly Route[] = [
  {
    method: "GET",
    path: "promotions",
    // A limit is ignored, as upstream.
    answer: (call) => {
      const own = ownOffers(call.world.offers.promotions, creatorOf(call).id);
      return { items: own.map((promotion) => viewPromotion(call, promotion)), hasMore: false };
    },
  },
  { method: "POST", path: "promotions", answer: createPromotion },
  {
    method: "PUT",
    path: "promotions/:promotion",
    answer: (call) => {
      const promotion = ownPromotion(call);
      const { finishDays } = call.body;
      return change(call, {
        ...promotion,
        ...readPromotion(call, promotion),
        ...(finishDays !== undefined && { finishesAt: finishOf(call, promotion.createdAt) }),
      });
    },
  },
  {
    method: "DELETE",
    path: "promotions/:promotion",
    answer: (call) => ({ success: call.world.offers.promotions.delete(ownPromotion(call).id) }),
  },
  {
    method: "POST",
    path: "promotions/:promotion/finish",
    answer: (call) => {
      const promotion = ownPromotion(call);
      change(call, { ...promotion, finishesAt: Math.min(call.now, promotion.finishesAt) });
      return { success: true };
    },
  },
  {
    method: "GET",
    path: "subscriptions/bundles",
    answer: (call) =>
      ownOffers(call.world.offers.bundles, creatorOf(call).id).map((each) =>
        viewBundle(call, each),
      ),
  },
  {
    method: "POST",
    path: "subscriptions/bundles",
    answer: (call) => {
      const id = call.world.nextId();
      return putBundle(call, { id, creatorId: creatorOf(call).id, ...readBundle(call) });
    },
  },
  {
    method: "GET",
    path: "subscriptions/bundles/:bundle",
    answer: (call) => viewBundle(call, ownBundle(call)),
  },
  {
    method: "PUT",
    path: "subscriptions/bundles/:bundle",
    answer: (call) => {
      const bundle = ownBundle(call);
      return putBundle(call, { ...bundle, ...readBundle(call, bundle) });
    },
  },
  {
    method: "DELETE",
    path: "subscriptions/bundles/:bundle",
    answer: (call) => {
      const bundle = ownBundle(call);
      call.world.offers.bundles.delete(bundle.id);
      return viewBundle(call, bundle);
    },
  },
];

function createPromotion(call: Call): unknown {
  const creatorId = creatorOf(call).id;
  return change(call, {
    id: call.world.nextId(),
    creatorId,
    createdAt: call.now,
    claims: [],
    ...readPromotion(call),
    finishesAt: finishOf(call, call.now),
  });
}

function readPromotion(call: Call, old?: Promotion) {
  return {
    message: textIn(call, "message", old?.message),
    discount: numberIn(call, "discount", [1, 100], old?.discount),
    subscribeCounts: numberIn(call, "subscribeCounts", SUBSCRIBE_COUNTS, old?.subscribeCounts),
    subscribeDays: numberIn(call, "subscribeDays", [1, 365], old?.subscribeDays),
    type: typeIn(call, old?.type ?? "all"),
  };
}

/** Fans are new, or were there before; an offer is for one kind, or for both. */
function typeIn({ body }: Call, usual: string): string {
  const type: unknown = body["type"] ?? usual;
  if (!Array.isArray(type)) return String(type);
  return type.length === 1 ? String(type[0]) : "all";
}

function finishOf(call: Call, createdAt: number): number {
  return createdAt + numberIn(call, "finishDays", [1, 365], 365) * DAY_MS;
}

function change(call: Call, promotion: Promotion): object {
  return viewPromotion(call, put(call.world.offers.promotions, promotion));
}

function ownPromotion(call: Call): Promotion {
  const promotion = call.world.offers.promotions.get(Number(call.params[0]));
  if (promotion?.creatorId !== creatorOf(call).id) throw notFound("Promotion not found");
  return promotion;
}

function readBundle(call: Call, old?: Bundle): Pick<Bundle, "discount" | "months"> {
  return {
    discount: numberIn(call, "discount", [1, 100], old?.discount),
    months: numberIn(call, "months", [1, 365], old?.months),
  };
}

function putBundle(call: Call, bundle: Bundle): object {
  return viewBundle(call, put(call.world.offers.bundles, bundle));
}

function ownBundle(call: Call): Bundle {
  const bundle = call.world.offers.bundles.get(Number(call.params[0]));
  if (bundle?.creatorId !== creatorOf(call).id) throw notFound("Bundle not found");
  return bundle;
}
