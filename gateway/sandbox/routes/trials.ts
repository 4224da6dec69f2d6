import { invalid, notFound } from "../refusal.ts";
import { viewTrialLink } from "../views/offer-view.ts";
import { ownOffers, put } from "../world/offers.ts";
import type { TrialLink } from "../world/trade.ts";
import { numberIn, textIn } from "./body.ts";
import { creatorOf } from "./creator.ts";
import { asAsked, pageOf } from "./page.ts";
import type { Call, Route } from "./route.ts";
import { sharedBy, unsharedBy } from "./sharing.ts";

const SIZES = { usual: 20, most: 100 } as const;

/** Links that give a free trial. */
export const TRIALS: readonly Route[] = [
  {
    method: "GET",
    path: "trials",
    answer: (call) => {
      const own = ownOffers(call.world.offers.trials, creatorOf(call).id);
      return asAsked(
        call.query,
        pageOf(call.query, own, (link) => viewTrialLink(call, link), SIZES),
      );
    },
  },
  {
    method: "POST",
    path: "trials",
    answer: (call) =>
      putTrial(call, {
        id: call.world.nextId(),
        creatorId: creatorOf(call).id,
        createdAt: call.now,
        claims: [],
        clicks: 0,
        sharedWith: [],
        ...readTrial(call),
      }),
  },
  {
    method: "GET",
    path: "trials/:trial",
    answer: (call) => viewTrialLink(call, ownTrial(call, call.params[0])),
  },
  {
    method: "PUT",
    path: "trials/:trial",
    answer: (call) => {
      const link = ownTrial(call, call.params[0]);
      putTrial(call, { ...link, ...readTrial(call, link) });
      return { success: true };
    },
  },
  {
    method: "DELETE",
    path: "trials/:trial",
    answer: (call) => ({
      success: call.world.offers.trials.delete(ownTrial(call, call.params[0]).id),
    }),
  },
  {
    method: "POST",
    path: "trials/share-access",
    answer: (call) => {
      const link = ownTrial(call, call.body["trialId"]);
      putTrial(call, { ...link, sharedWith: sharedBy(call, link.sharedWith) });
      return { success: true };
    },
  },
  {
    method: "DELETE",
    path: "trials/share-access",
    answer: (call) => {
      const link = ownTrial(call, call.body["trialId"]);
      putTrial(call, { ...link, sharedWith: unsharedBy(call, link.sharedWith) });
      return { success: true };
    },
  },
];

function readTrial(call: Call, old?: TrialLink) {
  const { expiredAt } = call.body;
  const expiresAt = typeof expiredAt === "string" ? Date.parse(expiredAt) : old?.expiresAt;
  if (Number.isNaN(expiresAt)) throw invalid("Invalid expiredAt");
  return {
    name: textIn(call, "trialLinkName", old?.name),
    subscribeDays: numberIn(call, "subscribeDays", [1, 365], old?.subscribeDays),
    subscribeCounts: numberIn(call, "subscribeCounts", [0, 1_000_000], old?.subscribeCounts ?? 0),
    expiresAt,
  };
}

function putTrial(call: Call, link: TrialLink): object {
  return viewTrialLink(call, put(call.world.offers.trials, link));
}

function ownTrial(call: Call, id: unknown): TrialLink {
  const link = call.world.offers.trials.get(Number(id));
  if (link?.creatorId !== creatorOf(call).id) throw notFound("Trial link not found");
  return link;
}
