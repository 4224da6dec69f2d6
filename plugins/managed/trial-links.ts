import { Type, type Static } from "typebox";
import { toIsoDate } from "./dates.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { anyOf } from "./shapes/fields.ts";
import { Success, TrialLink } from "./shapes/promotion.ts";

const fields = {
  trialLinkName: Type.String({ minLength: 1, maxLength: 100 }),
  subscribeDays: Type.Number({
    minimum: 1,
    maximum: 365,
    description: "How long the trial lasts.",
  }),
};
const optionalFields = {
  subscribeCounts: Type.Optional(
    Type.Number({ minimum: 1, description: "How many fans can use it." }),
  ),
  expiredAt: Type.Optional(Type.String({ maxLength: 64, description: "When the link ends." })),
};
const Change = Type.Object(
  { ...anyOf(fields), ...optionalFields },
  { additionalProperties: false },
);

function writeTrialLink({ expiredAt, ...link }: Static<typeof Change>): object {
  return {
    ...link,
    ...(expiredAt !== undefined && { expiredAt: toIsoDate(expiredAt, "expiredAt") }),
  };
}

const listTrialLinks = defineEndpoint({
  method: "GET",
  path: "/promotions/trial-links",
  summary: "Links that give a free trial.",
  permission: "promotions:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({ limit: Limit(100, 20), offset: Offset }),
  answer: pageOf(TrialLink),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/trials",
    query: (query) => ({ ...query, format: "infinite" }),
  },
});

const createTrialLink = defineEndpoint({
  method: "POST",
  path: "/promotions/trial-links",
  summary: "Makes a link that gives a free trial.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object({ ...fields, ...optionalFields }, { additionalProperties: false }),
  answer: TrialLink,
  upstream: { method: "POST", path: "/trials", body: writeTrialLink },
});

const getTrialLink = defineEndpoint({
  method: "GET",
  path: "/promotions/trial-links/:trialLinkId",
  summary: "One trial link.",
  permission: "promotions:read",
  risk: "read",
  evidence: "inferred",
  answer: TrialLink,
  upstream: { method: "GET", path: "/trials/:trialLinkId" },
});

const replaceTrialLink = defineEndpoint({
  method: "PUT",
  path: "/promotions/trial-links/:trialLinkId",
  summary: "Changes a trial link; what is left out stays.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Change,
  answer: Success,
  upstream: { method: "PUT", path: "/trials/:trialLinkId", body: writeTrialLink },
});

const deleteTrialLink = defineEndpoint({
  method: "DELETE",
  path: "/promotions/trial-links/:trialLinkId",
  summary: "Removes a trial link.",
  permission: "promotions:write",
  risk: "destructive",
  evidence: "observed",
  answer: Success,
  upstream: { method: "DELETE", path: "/trials/:trialLinkId" },
});

const Sharing = Type.Object(
  {
    trialId: Type.Number({ exclusiveMinimum: 0 }),
    userId: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);

const shareTrialLink = defineEndpoint({
  method: "POST",
  path: "/promotions/trial-links/share-access",
  summary: "Lets another user see a trial link's statistics.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Sharing,
  answer: Success,
  upstream: { method: "POST", path: "/trials/share-access", body: (body) => body },
});

const unshareTrialLink = defineEndpoint({
  method: "DELETE",
  path: "/promotions/trial-links/share-access",
  summary: "Takes that access back.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Sharing,
  answer: Success,
  upstream: { method: "DELETE", path: "/trials/share-access", body: (body) => body },
});

/** Links that give a free trial. */
export const trialLinks = [
  listTrialLinks,
  createTrialLink,
  getTrialLink,
  replaceTrialLink,
  deleteTrialLink,
  shareTrialLink,
  unshareTrialLink,
];
