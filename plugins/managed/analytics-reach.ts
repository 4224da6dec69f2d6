import { Type, type TSchema } from "typebox";
import { period, writePeriod } from "./dates.ts";
import { defineEndpoint } from "./endpoint.ts";
import { itemsOf, Limit, Offset, pageOf, type Paging } from "./paging.ts";
import { Charts } from "./shapes/chart.ts";
import { Promotion } from "./shapes/promotion.ts";
import {
  CampaignStatistics,
  TrialStatistics,
  VisitorCountries,
  VisitorsChart,
} from "./shapes/reach.ts";

const about = { method: "GET", permission: "analytics:read", risk: "read" } as const;

type Evidence = "observed" | "inferred";

/** How people find the account. */
export const reachAnalytics = [
  chartOf("promotions", "observed"),
  topOf("promotions", "/promotions/stats", "inferred", "items", Promotion),
  chartOf("trials", "observed"),
  topOf("trials", "/trials/stats", "inferred", "items", TrialStatistics),
  chartOf("campaigns", "inferred"),
  topOf("campaigns", "/campaigns/stats", "inferred", "offset", CampaignStatistics),
  visitors("chart", "Who looked at the profile, over time.", VisitorsChart),
  visitors("top", "The countries those come from.", VisitorCountries),
];

function chartOf(things: "promotions" | "trials" | "campaigns", evidence: Evidence) {
  return defineEndpoint({
    ...about,
    path: `/analytics/${things}/chart`,
    summary: `Who came through ${things}, over time.`,
    evidence,
    query: Type.Object({ ...period, withTotal: Type.Optional(Type.Boolean()) }),
    answer: Charts,
    upstream: {
      method: "GET",
      path: `/${things}/chart`,
      query: (query) => ({
        ...writePeriod(query),
        withTotal: String(query.withTotal ?? true),
      }),
    },
  });
}

function topOf(
  things: "promotions" | "trials" | "campaigns",
  path: `/${string}`,
  evidence: Evidence,
  paging: Extract<Paging, "items" | "offset">,
  item: TSchema,
) {
  return defineEndpoint({
    ...about,
    path: `/analytics/${things}/top`,
    summary: `The ${things} that brought the most fans in a period.`,
    evidence,
    query: Type.Object({ ...period, limit: Limit(100, 20), offset: Offset }),
    answer: paging === "items" ? itemsOf(item) : pageOf(item),
    paging,
    upstream: {
      method: "GET",
      path,
      query: ({ limit, offset, ...query }) => ({ ...writePeriod(query), limit, offset }),
    },
  });
}

function visitors(view: "chart" | "top", summary: string, answer: TSchema) {
  return defineEndpoint({
    ...about,
    path: `/analytics/visitor-countries/${view}`,
    summary,
    evidence: "inferred",
    query: Type.Object({
      ...period,
      by: Type.Optional(Type.Enum(["guests", "total", "users"], { description: "Only these." })),
    }),
    answer,
    upstream: {
      method: "GET",
      path: "/users/me/profile/stats",
      query: ({ by, ...query }) => ({ ...writePeriod(query), by: by ?? "total" }),
    },
  });
}
