import { Type, type TSchema } from "typebox";
import { nullable } from "./shapes/fields.ts";
import { firstPresent, isObject, type JsonObject } from "./json.ts";

/**
 * How a list is paged: `offset` counts rows, and so does `items`, whose rows the contract keeps under
 * that name; `whole` cuts its page out of an upstream list that is always complete; `marker` goes on
 * after a marker of the upstream's, `time` before the last post's time, `message` before the last
 * message's id.
 */
export type Paging = "offset" | "items" | "whole" | "marker" | "time" | "message";

/** The `limit` parameter; more than `maximum` is lowered to it, because SDKs ask every list for 20 rows. */
export function Limit(maximum: number, usual = Math.min(10, maximum)) {
  return Type.Integer({
    minimum: 1,
    maximum,
    default: usual,
    description: "Rows in a page; more than the maximum is lowered to it.",
  });
}

/** An answer with a page of rows, as lists by `offset` have it. */
export function pageOf<Row extends TSchema>(row: Row) {
  return Type.Object({
    list: Type.Array(row),
    hasMore: Type.Boolean(),
    nextOffset: Type.Optional(Type.Number()),
  });
}

/** An answer with a page of rows under `items`, as the contract has some. */
export function itemsOf<Row extends TSchema>(row: Row) {
  return Type.Object({
    items: Type.Array(row),
    hasMore: Type.Boolean(),
    nextOffset: Type.Optional(Type.Number()),
  });
}

/** The `offset` parameter. */
export const Offset = Type.Integer({ minimum: 0, default: 0, description: "Rows to skip." });

/** The `marker` parameter of lists that go on after one. */
export const Marker = Type.Optional(
  Type.String({ pattern: "^[\\w.:-]{1,64}$", description: "The `nextMarker` of the page before." }),
);

/** What every page of such a list carries; the two say the same, because SDKs read either. */
export const markers = {
  marker: nullable(Type.Number()),
  nextMarker: nullable(Type.Number()),
};

/**
 * A page in the contract's form, from an upstream's `{list, hasMore}`, `{items, hasMore}` or bare array.
 * `hasMore` is the upstream's own word where it says one, for its pages may be shorter than asked;
 * otherwise a full page. `undefined` if the value is no page at all.
 */
export function readPage(
  style: Paging,
  json: unknown,
  query: Readonly<Record<string, unknown>>,
): JsonObject | undefined {
  const page: JsonObject = Array.isArray(json) ? { list: json } : isObject(json) ? json : {};
  const list: unknown = page["list"] ?? page["items"];
  if (!Array.isArray(list)) return undefined;
  if (style === "whole") return cutPage(list, query);
  const hasMore = list.length > 0 && saysMore(style, page, list, query);
  return {
    ...page,
    [style === "items" ? "items" : "list"]: list,
    hasMore,
    ...cursor[style](page, list, hasMore, query),
  };
}

function saysMore(
  style: Paging,
  page: JsonObject,
  list: readonly unknown[],
  query: Readonly<Record<string, unknown>>,
): boolean {
  if (typeof page["hasMore"] === "boolean") return page["hasMore"];
  return style === "marker"
    ? isPresent(nextMarker(page))
    : list.length >= Number(query["limit"] ?? 1);
}

function cutPage(
  list: readonly unknown[],
  { limit = 20, offset = 0 }: Readonly<Record<string, unknown>>,
): JsonObject {
  const end = Number(offset) + Number(limit);
  const hasMore = end < list.length;
  return {
    list: list.slice(Number(offset), end),
    hasMore,
    ...(hasMore && { nextOffset: end }),
  };
}

type Cursor = (
  page: JsonObject,
  list: readonly unknown[],
  hasMore: boolean,
  query: Readonly<Record<string, unknown>>,
) => JsonObject;

const byOffset: Cursor = (page, list, hasMore, query) => {
  const { offset } = query;
  // Where an endpoint takes no offset, none is to be gone on from.
  if (!hasMore || offset === undefined) return {};
  return { nextOffset: page["nextOffset"] ?? Number(offset) + list.length };
};

const cursor: Readonly<Record<Exclude<Paging, "whole">, Cursor>> = {
  offset: byOffset,
  items: byOffset,
  // Some SDKs read `marker` and some `nextMarker`.
  marker: (page, _list, hasMore) => {
    const next = hasMore ? (nextMarker(page) ?? null) : null;
    return { marker: next, nextMarker: next };
  },
  time: (page, list) => ({
    headMarker: page["headMarker"] ?? fieldOf(list[0], "postedAtPrecise"),
    tailMarker: page["tailMarker"] ?? fieldOf(list.at(-1), "postedAtPrecise"),
  }),
  message: (page, list, hasMore) =>
    hasMore ? { nextLastId: page["nextLastId"] ?? fieldOf(list.at(-1), "id") } : {},
};

function nextMarker(page: JsonObject): unknown {
  return firstPresent(page["nextMarker"], page["marker"]);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function fieldOf(row: unknown, name: string): unknown {
  return isObject(row) ? row[name] : undefined;
}
