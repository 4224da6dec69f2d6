import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { Success, TrackingLink } from "./shapes/promotion.ts";
import { UserBrief } from "./shapes/statistics.ts";

const Name = Type.String({ minLength: 1, maxLength: 100 });

const listTrackingLinks = defineEndpoint({
  method: "GET",
  path: "/promotions/tracking-links",
  summary: "Links that count who comes through them.",
  permission: "promotions:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(100, 20),
    offset: Offset,
    pagination: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1, description: "Sent on; pages are asked for anyway." }),
    ),
    with_deleted: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1, description: "Adds links that were removed." }),
    ),
    sorting_deleted: Type.Optional(
      Type.String({ maxLength: 32, description: "Sent on as it is." }),
    ),
    stats: Type.Optional(Type.Enum(["true", "false"])),
  }),
  answer: pageOf(TrackingLink),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/campaigns",
    query: (query) => ({ ...query, pagination: query.pagination ?? 1 }),
  },
});

const createTrackingLink = defineEndpoint({
  method: "POST",
  path: "/promotions/tracking-links",
  summary: "Makes a tracking link.",
  permission: "promotions:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object({ name: Name }, { additionalProperties: false }),
  answer: TrackingLink,
  upstream: {
    method: "POST",
    path: "/campaigns",
    body: ({ name }) => ({ campaignName: name }),
  },
});

const getTrackingLink = defineEndpoint({
  method: "GET",
  path: "/promotions/tracking-links/:trackingLinkId",
  summary: "One tracking link.",
  permission: "promotions:read",
  risk: "read",
  evidence: "inferred",
  answer: TrackingLink,
  upstream: { method: "GET", path: "/campaigns/:trackingLinkId" },
});

const replaceTrackingLink = defineEndpoint({
  method: "PUT",
  path: "/promotions/tracking-links/:trackingLinkId",
  summary: "Renames a tracking link.",
  permission: "promotions:write",
  risk: "write",
  evidence: "inferred",
  body: Type.Object({ name: Type.Optional(Name) }, { additionalProperties: false }),
  answer: TrackingLink,
  upstream: {
    method: "PUT",
    path: "/campaigns/:trackingLinkId",
    body: ({ name }) => ({ campaignName: name }),
  },
});

const deleteTrackingLink = defineEndpoint({
  method: "DELETE",
  path: "/promotions/tracking-links/:trackingLinkId",
  summary: "Removes a tracking link.",
  permission: "promotions:write",
  risk: "destructive",
  evidence: "observed",
  answer: Success,
  upstream: { method: "DELETE", path: "/campaigns/:trackingLinkId" },
});

const Sharing = Type.Object(
  {
    campaignId: Type.Number({ exclusiveMinimum: 0 }),
    userId: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);

const shareTrackingLink = defineEndpoint({
  method: "POST",
  path: "/promotions/tracking-links/share-access",
  summary: "Lets another user see a tracking link's statistics.",
  permission: "promotions:write",
  risk: "write",
  evidence: "inferred",
  body: Sharing,
  answer: Success,
  upstream: { method: "POST", path: "/campaigns/share-access", body: (body) => body },
});

const unshareTrackingLink = defineEndpoint({
  method: "DELETE",
  path: "/promotions/tracking-links/share-access",
  summary: "Takes that access back.",
  permission: "promotions:write",
  risk: "write",
  evidence: "inferred",
  body: Sharing,
  answer: Success,
  upstream: { method: "DELETE", path: "/campaigns/share-access", body: (body) => body },
});

const listClaimers = defineEndpoint({
  method: "GET",
  path: "/promotions/tracking-links/:trackingLinkId/claimers",
  summary: "The users who came through a tracking link.",
  permission: "promotions:read",
  risk: "read",
  evidence: "inferred",
  answer: Type.Object({ list: Type.Array(UserBrief), hasMore: Type.Boolean() }),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/campaigns/:trackingLinkId/claimers",
    query: () => ({ limit: 100, offset: 0 }),
  },
});

/** Links that count who comes through them; the upstream calls them campaigns. */
export const trackingLinks = [
  listTrackingLinks,
  createTrackingLink,
  getTrackingLink,
  replaceTrackingLink,
  deleteTrackingLink,
  shareTrackingLink,
  unshareTrackingLink,
  listClaimers,
];
