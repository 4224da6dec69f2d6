import { invalid } from "../refusal.ts";
import type { SeriesOptions } from "../views/series-view.ts";
import { DAY_MS, type Period } from "../world/days.ts";
import type { Call } from "./route.ts";

const LONGEST_DAYS = 3660;
const USUAL_DAYS = 30;
const WRITTEN = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$/;

/** The period of a chart, the last month if none is asked for. @throws Refusal for dates that are none. */
export function chartPeriodOf(call: Call): Period {
  const to = Math.min(dateIn(call, "endDate") ?? call.now, call.now);
  const from = dateIn(call, "startDate") ?? to - USUAL_DAYS * DAY_MS;
  if (to - from > LONGEST_DAYS * DAY_MS) throw invalid("Invalid period");
  return { from, to };
}

/** The period of a list, everything up to now if none is asked for. @throws Refusal for dates that are none. */
export function listPeriodOf(call: Call): Period {
  return {
    from: dateIn(call, "startDate") ?? 0,
    to: Math.min(dateIn(call, "endDate") ?? call.now, call.now),
  };
}

/** How a chart was asked for. @throws Refusal for dates that are none. */
export function chartOptionsOf(call: Call): SeriesOptions {
  return {
    period: chartPeriodOf(call),
    isMonthly: call.query.get("monthlyTotal") === "true",
    withTotal: call.query.get("withTotal") === "true",
  };
}

/** A moment as statistics take it: `2026-01-31 23:59:59` in UTC, or a day. */
function dateIn({ query }: Call, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const date = WRITTEN.test(text)
    ? Date.parse(`${text.replace(" ", "T")}${text.includes(" ") ? "Z" : ""}`)
    : Number.NaN;
  if (Number.isNaN(date)) throw invalid(`Invalid ${name}`);
  return date;
}
