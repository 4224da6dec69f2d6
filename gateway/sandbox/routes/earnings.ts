import { invalid } from "../refusal.ts";
import { viewChargeback, viewSale } from "../views/sale-view.ts";
import { viewSeries } from "../views/series-view.ts";
import { before } from "../world/days.ts";
import {
  firstSaleAt,
  netCents,
  salesBackwards,
  salesBetween,
  takenBackAt,
} from "../world/sales.ts";
import type { Sale } from "../world/trade.ts";
import { creatorOf } from "./creator.ts";
import { numberOf } from "./page.ts";
import { chartOptionsOf, listPeriodOf } from "./period.ts";
import type { Call, Route } from "./route.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** Which sales each source of a chart is made of. */
const SOURCES: Readonly<Record<string, (sale: Sale) => boolean>> = {
  total: () => true,
  messages: ({ source }) => source === "chat_messages",
  tips: ({ source }) => source === "tips",
  stream: ({ source }) => source === "stream",
  post: ({ source }) => source === "post",
  subscribes: ({ source }) => source === "subscribes",
  tips_profile: ({ tipsSource }) => tipsSource === "profile",
  tips_post: ({ tipsSource }) => tipsSource === "post_all",
  tips_chat: ({ tipsSource }) => tipsSource === "chat",
  tips_stream: ({ tipsSource }) => tipsSource === "stream",
  tips_story: ({ tipsSource }) => tipsSource === "story",
  ref: () => false,
};

/** What a creator earns: over time, sale by sale, and what was taken back. */
export const EARNINGS: readonly Route[] = [
  { method: "GET", path: "earnings/chart", answer: chartEarnings },
  {
    method: "GET",
    path: "payouts/transactions",
    answer: (call) => {
      const type = call.query.get("type");
      const tipsSource = call.query.get("tipsSource");
      const fits = (sale: Sale) =>
        (type === null || sale.source === type) &&
        (tipsSource === null || sale.tipsSource === tipsSource);
      return pageOfSales(
        call,
        ({ at }) => at,
        fits,
        (sale) => viewSale(call, sale),
      );
    },
  },
  {
    method: "GET",
    path: "payouts/chargebacks",
    answer: (call) =>
      pageOfSales(
        call,
        (sale) => takenBackAt(sale) ?? Infinity,
        (sale) => takenBackAt(sale) !== undefined,
        (sale) => viewChargeback(call, sale, takenBackAt(sale) ?? 0),
      ),
  },
];

function chartEarnings(call: Call): unknown {
  const by = call.query.get("by") ?? "total";
  const fits = Object.hasOwn(SOURCES, by) ? SOURCES[by] : undefined;
  if (fits === undefined) throw invalid("Invalid filter");
  const options = chartOptionsOf(call);
  const { from, to } = options.period;
  const sales = salesBetween(call.world, creatorOf(call).id, {
    from: before(options.period).from,
    to,
  }).filter(fits);
  const gross = sales.filter(({ at }) => at >= from).reduce((sum, { cents }) => sum + cents, 0);
  const ticks = sales.map((sale) => ({ at: sale.at, count: 1, cents: netCents(sale) }));
  return {
    [by]: {
      ...viewSeries(ticks, options),
      ...(options.withTotal && { gross: gross / 100 }),
    },
  };
}

/**
 * A page of sales by their marker, the second of `timeOf`; sales of one second stay on one page, so
 * that going on before a marker leaves none out.
 */
function pageOfSales(
  call: Call,
  timeOf: (sale: Sale) => number,
  fits: (sale: Sale) => boolean,
  view: (sale: Sale) => object,
): object {
  const creator = creatorOf(call);
  const limit = numberOf(call.query, "limit", SIZES.usual, SIZES.most);
  const mark = numberOf(call.query, "marker", Infinity, Infinity) * 1000;
  const period = listPeriodOf(call);
  const first = firstSaleAt(call.world, creator.id);
  const page: Sale[] = [];
  let hasMore = false;
  for (const sale of salesBackwards(call.world, creator.id, {
    from: first,
    to: Math.min(period.to, mark),
  })) {
    const at = timeOf(sale);
    if (at < period.from) break;
    if (at >= mark || at > period.to || !fits(sale)) continue;
    const last = page.at(-1);
    hasMore = page.length >= limit && last !== undefined && timeOf(last) !== at;
    if (hasMore) break;
    page.push(sale);
  }
  const last = page.at(-1);
  return {
    list: page.map(view),
    hasMore,
    nextMarker: hasMore && last !== undefined ? timeOf(last) / 1000 : null,
  };
}
