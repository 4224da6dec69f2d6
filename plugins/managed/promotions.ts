import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { anyOf } from "./shapes/fields.ts";
import { Promotion, PromotionPage, Success } from "./shapes/promotion.ts";

const fields = {
  discount: Type.Number({ minimum: 1, maximum: 100, description: "In percent; 100 is free." }),
  message: Type.String({ maxLength: 1000 }),
  finishDays: Type.Number({ minimum: 1, maximum: 365, description: "How long it can be claimed." }),
  subscribeCounts: Type.Number({ minimum: 1, description: "How many fans can claim it." }),
  subscribeDays: Type.Number({ minimum: 1, maximum: 365, description: "How long it lasts a fan." }),
  type: Type.Array(Type.String({ maxLength: 32 }), {
    minItems: 1,
    maxItems: 8,
    description: "Whom it is for, such as `new` and `expired`.",
  }),
};

const listPromotions = defineEndpoint({
  method: "GET",
  path: "/promotions",
  summary: "Offers to subscribe at a lower price, the newest first.",
  permission: "promotions:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({ limit: Limit(100, 20), offset: Offset }),
  answer: pageOf(Promotion),
  // The upstream takes no notice of a limit.
  paging: "whole",
  upstream: { method: "GET", path: "/promotions" },
});

const createPromotion = defineEndpoint({
  method: "POST",
  path: "/promotions",
  summary: "Starts a promotion.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(fields, { additionalProperties: false }),
  answer: PromotionPage,
  upstream: { method: "POST", path: "/promotions", body: (body) => body },
});

const replacePromotion = defineEndpoint({
  method: "PUT",
  path: "/promotions/:promotionId",
  summary: "Changes a promotion; what is left out stays.",
  permission: "promotions:write",
  risk: "write",
  evidence: "inferred",
  body: Type.Object(anyOf(fields), { additionalProperties: false }),
  answer: Promotion,
  upstream: { method: "PUT", path: "/promotions/:promotionId", body: (body) => body },
});

const deletePromotion = defineEndpoint({
  method: "DELETE",
  path: "/promotions/:promotionId",
  summary: "Removes a promotion for good.",
  permission: "promotions:write",
  risk: "destructive",
  evidence: "observed",
  answer: Success,
  upstream: { method: "DELETE", path: "/promotions/:promotionId" },
});

const stopPromotion = defineEndpoint({
  method: "POST",
  path: "/promotions/:promotionId/stop",
  summary: "Ends a promotion at once; it stays in the list as finished.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  answer: Success,
  upstream: { method: "POST", path: "/promotions/:promotionId/finish" },
});

/** Subscription offers for a time. */
export const promotions = [
  listPromotions,
  createPromotion,
  replacePromotion,
  deletePromotion,
  stopPromotion,
];
