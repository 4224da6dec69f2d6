import { before, DAY_MS, dayOf, isWithin, type Period } from "../world/days.ts";
import type { Happening } from "../world/published.ts";
import { iso } from "./view.ts";

/** How a series is asked for. */
export interface SeriesOptions {
  readonly period: Period;
  readonly isMonthly: boolean;
  readonly withTotal: boolean;
}

/**
 * A series of days or months, each with a value, in the two forms the upstream has: how often and for
 * how much. `ticks` also cover the period before, which the change is measured against.
 */
export function viewSeries(ticks: readonly Happening[], options: SeriesOptions): object {
  const { period, isMonthly, withTotal } = options;
  const shown = ticks.filter(({ at }) => isWithin(at, period));
  const startOf = isMonthly ? startOfMonth : startOfDay;
  const counts = new Map<number, number>();
  const cents = new Map<number, number>();
  for (let day = dayOf(period.from); day <= dayOf(period.to); day++) {
    counts.set(startOf(day * DAY_MS), 0);
    cents.set(startOf(day * DAY_MS), 0);
  }
  for (const tick of shown) {
    const start = startOf(tick.at);
    counts.set(start, (counts.get(start) ?? 0) + tick.count);
    cents.set(start, (cents.get(start) ?? 0) + tick.cents);
  }
  return {
    ...(withTotal && { ...totals(ticks, shown, period) }),
    chartAmount: pointsOf(cents, 100),
    chartCount: pointsOf(counts, 1),
  };
}

/** The days on which something happened. */
export function viewDays(ticks: readonly Happening[], value: "count" | "cents"): readonly object[] {
  const sums = new Map<number, number>();
  for (const tick of ticks)
    sums.set(startOfDay(tick.at), (sums.get(startOfDay(tick.at)) ?? 0) + tick[value]);
  return pointsOf(sums, value === "cents" ? 100 : 1);
}

/** How many ticks count in all. */
export function sumOf(ticks: readonly Happening[], value: "count" | "cents"): number {
  return ticks.reduce((sum, tick) => sum + tick[value], 0);
}

function totals(ticks: readonly Happening[], shown: readonly Happening[], period: Period): object {
  const isMoney = ticks.some(({ cents }) => cents > 0);
  const value = isMoney ? "cents" : "count";
  const total = sumOf(shown, value);
  const earlier = sumOf(
    ticks.filter(({ at }) => isWithin(at, before(period))),
    value,
  );
  return {
    total: isMoney ? total / 100 : total,
    delta: earlier === 0 ? 0 : Math.round(((total - earlier) / earlier) * 100),
  };
}

function pointsOf(sums: ReadonlyMap<number, number>, divisor: number): readonly object[] {
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([at, sum]) => ({ date: iso(at), count: sum / divisor }));
}

function startOfDay(at: number): number {
  return dayOf(at) * DAY_MS;
}

function startOfMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
