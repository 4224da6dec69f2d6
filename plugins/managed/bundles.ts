import { Type, type Static } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { anyOf } from "./shapes/fields.ts";
import { Bundle } from "./shapes/promotion.ts";

const fields = {
  discount: Type.Number({ minimum: 1, maximum: 100, description: "In percent." }),
  duration: Type.Number({ minimum: 1, maximum: 365, description: "In months." }),
};
const Change = Type.Object(anyOf(fields), { additionalProperties: false });

/** Public clients write `months`, the upstream's own answers `duration`; it ignores names it does not know. */
function writeBundle({ discount, duration }: Static<typeof Change>): object {
  return { discount, duration, months: duration };
}

const listBundles = defineEndpoint({
  method: "GET",
  path: "/promotions/bundles",
  summary: "Offers of several months at once.",
  permission: "promotions:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({ limit: Limit(100, 20), offset: Offset }),
  answer: pageOf(Bundle),
  // The upstream knows no pages here.
  paging: "whole",
  upstream: { method: "GET", path: "/subscriptions/bundles" },
});

const createBundle = defineEndpoint({
  method: "POST",
  path: "/promotions/bundles",
  summary: "Offers several months at a lower price.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(fields, { additionalProperties: false }),
  answer: Bundle,
  upstream: { method: "POST", path: "/subscriptions/bundles", body: writeBundle },
});

const getBundle = defineEndpoint({
  method: "GET",
  path: "/promotions/bundles/:bundleId",
  summary: "One bundle.",
  permission: "promotions:read",
  risk: "read",
  evidence: "inferred",
  answer: Bundle,
  upstream: { method: "GET", path: "/subscriptions/bundles/:bundleId" },
});

const replaceBundle = defineEndpoint({
  method: "PUT",
  path: "/promotions/bundles/:bundleId",
  summary: "Changes a bundle; what is left out stays.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Change,
  answer: Bundle,
  upstream: { method: "PUT", path: "/subscriptions/bundles/:bundleId", body: writeBundle },
});

const deleteBundle = defineEndpoint({
  method: "DELETE",
  path: "/promotions/bundles/:bundleId",
  summary: "Removes a bundle and answers what it was.",
  permission: "promotions:write",
  risk: "destructive",
  evidence: "observed",
  answer: Bundle,
  upstream: { method: "DELETE", path: "/subscriptions/bundles/:bundleId" },
});

/** Several months at a lower price. */
export const bundles = [listBundles, createBundle, getBundle, replaceBundle, deleteBundle];
