import { Type } from "typebox";
import { firstPresent, isObject, type JsonObject } from "../json.ts";

/** Values by day or month. */
export const Points = Type.Array(Type.Object({ date: Type.String(), count: Type.Number() }));

/** One series with its total and its change against the period before, in percent. `title` ties the shape to its reader. */
export const ChartBlock = Type.Object(
  {
    chart: Points,
    total: Type.Number(),
    delta: Type.Number(),
    gross: Type.Optional(Type.Number()),
  },
  { title: "ChartBlock" },
);

/** Series by name. */
export const Charts = Type.Record(Type.String(), ChartBlock);

/** Net earnings by day or month. */
export const EarningsChart = Type.Object(
  {
    chart: Points,
    total: Type.Number(),
    gross: Type.Optional(Type.Number()),
    delta: Type.Optional(Type.Number()),
  },
  { title: "EarningsChart" },
);

/** A series as the contract writes it: the upstream keeps how often and how much apart. */
export function readChartBlock(block: JsonObject): JsonObject {
  return withChart(block, firstPresent(block["chart"], block["chartCount"], block["chartAmount"]));
}

/** The upstream files the series under the name of the source that was asked for. */
export function readEarningsChart(answer: JsonObject): JsonObject {
  const block = Object.values(answer).find(isSeries) ?? answer;
  return withChart(block, firstPresent(block["chart"], block["chartAmount"]));
}

function isSeries(value: unknown): value is JsonObject {
  return isObject(value) && (Array.isArray(value["chartAmount"]) || Array.isArray(value["chart"]));
}

/** Without `withTotal` the upstream may leave the total out, which the contract always has. */
function withChart(block: JsonObject, chart: unknown): JsonObject {
  const points: readonly unknown[] = Array.isArray(chart) ? chart : [];
  const sum = points.reduce<number>(
    (total, point) => total + (isObject(point) ? Number(point["count"] ?? 0) : 0),
    0,
  );
  return { ...block, chart: points, total: block["total"] ?? Math.round(sum * 100) / 100 };
}
