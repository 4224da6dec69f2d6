import { notFound } from "../refusal.ts";
import { numberIn } from "./body.ts";
import { creatorOf } from "./creator.ts";
import type { Route } from "./route.ts";
import { userOf } from "./users.ts";

/** What a creator takes off the price for one fan. */
export const DISCOUNTS: readonly Route[] = [
  {
    method: "PUT",
    path: "subscriptions/:user/discount",
    answer: (call) => {
      const { subscriptions } = call.world;
      const creatorId = creatorOf(call).id;
      const fanId = userOf(call).id;
      const index = subscriptions.findIndex(
        (each) => each.fanId === fanId && each.creatorId === creatorId,
      );
      const subscription = subscriptions[index];
      if (subscription === undefined) throw notFound("Subscription not found");
      const percent = numberIn(call, "discount", [5, 60]);
      const months = numberIn(call, "period", [1, 12]);
      subscriptions[index] = { ...subscription, discount: { percent, months, givenAt: call.now } };
      return { success: true };
    },
  },
];
