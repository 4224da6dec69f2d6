import { iso } from "../views/view.ts";
import { before, DAY_MS, dayOf, type Period } from "../world/days.ts";
import { COUNTRIES, visitsOn, type Visit } from "../world/visitors.ts";
import { creatorOf } from "./creator.ts";
import { chartPeriodOf } from "./period.ts";
import type { Call, Route } from "./route.ts";

/** Who looks at a creator's profile. */
export const VISITORS: readonly Route[] = [
  { method: "GET", path: "users/me/profile/stats", answer: viewVisitors },
];

function viewVisitors(call: Call): object {
  const period = chartPeriodOf(call);
  const days = visitsBetween(call, period);
  const counted = countedBy(call.query.get("by") ?? "total");
  const totals = days.map(([at, visits]) => [at, sum(visits, counted)] as const);
  const current = totals.reduce((total, [, count]) => total + count, 0);
  const earlier = visitsBetween(call, before(period)).reduce(
    (total, [, visits]) => total + sum(visits, counted),
    0,
  );
  return {
    isAvailable: true,
    hasStats: true,
    chart: {
      visitors: totals.map(([at, count]) => ({ date: iso(at), count })),
      duration: days.map(([at, visits]) => ({
        date: iso(at),
        count: sum(visits, ({ seconds }) => seconds),
      })),
    },
    total: {
      current: String(current),
      delta: earlier === 0 ? 0 : Math.round(((current - earlier) / earlier) * 100),
    },
    topCountries: viewCountries(
      days.flatMap(([, visits]) => visits),
      counted,
    ),
  };
}

type Count = (visit: Visit) => number;

function countedBy(by: string): Count {
  if (by === "guests") return ({ guests }) => guests;
  if (by === "users") return ({ users }) => users;
  return ({ guests, users }) => guests + users;
}

function visitsBetween(
  call: Call,
  { from, to }: Period,
): readonly (readonly [at: number, visits: readonly Visit[]])[] {
  const creatorId = creatorOf(call).id;
  const days = Math.max(0, dayOf(to) - dayOf(from) + 1);
  return Array.from({ length: days }, (_, index) => dayOf(from) + index).map(
    (day) => [day * DAY_MS, visitsOn(call.world, creatorId, day)] as const,
  );
}

function viewCountries(visits: readonly Visit[], counted: Count): object {
  const rows = Object.entries(COUNTRIES)
    .map(([countryCode, countryName]) => {
      const own = visits.filter(({ country }) => country === countryCode);
      return { countryName, countryCode, viewsCount: viewCounts(own), score: sum(own, counted) };
    })
    .sort((a, b) => b.score - a.score);
  const { total, guests, users, subscribers } = viewCounts(visits);
  return {
    hasMore: false,
    totals: { total, guests: String(guests), users: String(users), subscribers },
    rows: rows.map(({ countryName, countryCode, viewsCount }, index) => ({
      rank: index + 1,
      countryName,
      countryCode,
      viewsCount,
    })),
  };
}

function viewCounts(visits: readonly Visit[]) {
  const guests = sum(visits, (visit) => visit.guests);
  const users = sum(visits, (visit) => visit.users);
  return { total: guests + users, guests, users, subscribers: sum(visits, (v) => v.subscribers) };
}

function sum(visits: readonly Visit[], count: Count): number {
  return visits.reduce((total, visit) => total + count(visit), 0);
}
