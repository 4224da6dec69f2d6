import { Type } from "typebox";
import { period, StatisticsDate, writePeriod } from "./dates.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Marker, markers } from "./paging.ts";
import { EarningsChart } from "./shapes/chart.ts";
import { Chargeback, Transaction } from "./shapes/earnings.ts";

const getChart = defineEndpoint({
  method: "GET",
  path: "/earnings/chart",
  summary: "Net earnings over time, of all sources or of one.",
  permission: "earnings:read",
  risk: "read-sensitive",
  evidence: "observed",
  query: Type.Object({
    ...period,
    by: Type.Optional(
      Type.Enum(
        [
          "total",
          "messages",
          "tips",
          "stream",
          "post",
          "subscribes",
          "tips_profile",
          "tips_post",
          "tips_chat",
          "tips_stream",
          "tips_story",
          "ref",
        ],
        { description: "The source; all of them if left out." },
      ),
    ),
    withTotal: Type.Optional(Type.Boolean()),
    monthlyTotal: Type.Optional(Type.Boolean({ description: "A value a month." })),
  }),
  answer: EarningsChart,
  upstream: {
    method: "GET",
    path: "/earnings/chart",
    query: (query) => ({
      ...writePeriod(query),
      by: query.by ?? "total",
      // The upstream's switches are words here.
      withTotal: String(query.withTotal ?? true),
      monthlyTotal: query.monthlyTotal === undefined ? undefined : String(query.monthlyTotal),
    }),
  },
});

const listTransactions = defineEndpoint({
  method: "GET",
  path: "/earnings/transactions",
  summary: "Every earning, the newest first.",
  permission: "earnings:read",
  risk: "read-sensitive",
  evidence: "observed",
  query: Type.Object({
    startDate: StatisticsDate,
    marker: Marker,
    type: Type.Optional(Type.Enum(["subscribes", "chat_messages", "post", "stream", "tips"])),
    tipsSource: Type.Optional(
      Type.Enum(["chat", "post_all", "profile", "story", "stream"], {
        description: "Only with `type=tips`.",
      }),
    ),
  }),
  answer: Type.Object({ list: Type.Array(Transaction), hasMore: Type.Boolean(), ...markers }),
  paging: "marker",
  upstream: {
    method: "GET",
    path: "/payouts/transactions",
    query: (query) => ({
      startDate: writePeriod(query).startDate,
      marker: query.marker,
      type: query.type,
      tipsSource: query.tipsSource,
    }),
  },
});

const listChargebacks = defineEndpoint({
  method: "GET",
  path: "/earnings/chargebacks",
  summary: "Earnings that the payers' banks took back, the newest first.",
  permission: "earnings:read",
  risk: "read-sensitive",
  evidence: "inferred",
  query: Type.Object({ ...period, marker: Marker }),
  answer: Type.Object({ list: Type.Array(Chargeback), hasMore: Type.Boolean(), ...markers }),
  paging: "marker",
  upstream: {
    method: "GET",
    path: "/payouts/chargebacks",
    query: (query) => ({ ...writePeriod(query), marker: query.marker }),
  },
});

/** What the account earns. */
export const earnings = [getChart, listTransactions, listChargebacks];
