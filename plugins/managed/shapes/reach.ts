import { Type } from "typebox";
import { Points } from "./chart.ts";
import { nullable, required } from "./fields.ts";

/** A tracking link with who came through it in a period. */
export const CampaignStatistics = Type.Object(
  {
    ...required(Type.Number(), ["id", "countSubscribers", "countTransitions", "campaignCode"]),
    ...required(Type.String(), ["campaignName", "createdAt", "endDate"]),
  },
  { title: "CampaignStatistics" },
);

/** A trial link with who used it in a period. */
export const TrialStatistics = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["trialLinkName", "url"]),
    ...required(Type.Number(), ["subscribeDays", "subscribeCounts", "claimCounts"]),
    expiredAt: nullable(Type.String()),
    createdAt: Type.String(),
    isFinished: Type.Boolean(),
  },
  { title: "TrialStatistics" },
);

const availability = {
  isAvailable: Type.Boolean({ default: true }),
  hasStats: Type.Boolean(),
};

/** Who looked at the profile, and for how many seconds. */
export const VisitorsChart = Type.Object(
  {
    ...availability,
    chart: Type.Object(required(Points, ["visitors", "duration"])),
    total: Type.Object({ current: Type.String(), delta: Type.Number() }),
  },
  { title: "VisitorsChart" },
);

const kinds = ["total", "guests", "users", "subscribers"] as const;

/** Where those come from. */
export const VisitorCountries = Type.Object(
  {
    ...availability,
    topCountries: Type.Object({
      hasMore: Type.Boolean(),
      totals: Type.Object({
        ...required(Type.Number(), ["total", "subscribers"]),
        ...required(Type.String(), ["guests", "users"]),
      }),
      rows: Type.Array(
        Type.Object({
          rank: Type.Number(),
          ...required(Type.String(), ["countryName", "countryCode"]),
          viewsCount: Type.Object(required(Type.Number(), kinds)),
        }),
      ),
    }),
  },
  { title: "VisitorCountries" },
);
