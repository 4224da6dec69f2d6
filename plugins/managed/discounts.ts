import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { AnyObject } from "./shapes/fields.ts";

const giveDiscount = defineEndpoint({
  method: "PUT",
  path: "/subscribers/:userId/discount",
  summary: "Lowers the subscription's price for one fan.",
  permission: "subscribers:write",
  risk: "write",
  evidence: "inferred",
  body: Type.Object(
    {
      discount: Type.Number({ minimum: 5, maximum: 60, description: "In percent." }),
      period: Type.Number({ minimum: 1, maximum: 12, description: "In months." }),
    },
    { additionalProperties: false },
  ),
  answer: AnyObject,
  upstream: {
    method: "PUT",
    path: "/subscriptions/:userId/discount",
    body: (body) => body,
  },
});

/** Prices for single fans. */
export const discounts = [giveDiscount];
