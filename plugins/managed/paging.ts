import { Type } from "typebox";
import { isObject, type JsonObject } from "./json.ts";

/**
 * How a list is paged: `offset` counts rows, `time` goes on before the last post's time, `message`
 * before the last message's id.
 */
export type Paging = "offset" | "time" | "message";

/** The `limit` parameter; more than `maximum` is lowered to it, because SDKs ask every list for 20 rows. */
export function Limit(maximum: number) {
  return Type.Integer({
    minimum: 1,
    maximum,
    default: 10,
    description: "Rows in a page; more than the maximum is lowered to it.",
  });
}

/** The `offset` parameter. */
export const Offset = Type.Integer({ minimum: 0, default: 0, description: "Rows to skip." });

/**
 * A page in the contract's form, from an upstream's `{list, hasMore}` or bare array. `hasMore` is the
 * upstream's own word where it says one, for its pages may be shorter than asked; otherwise a full page.
 * `undefined` if the value is no page at all.
 */
export function readPage(
  style: Paging,
  json: unknown,
  query: Readonly<Record<string, unknown>>,
): JsonObject | undefined {
  const page: JsonObject = Array.isArray(json) ? { list: json } : isObject(json) ? json : {};
  const list: unknown = page["list"];
  if (!Array.isArray(list)) return undefined;
  const isFull = list.length >= Number(query["limit"] ?? 1);
  const hasMore =
    list.length > 0 && (typeof page["hasMore"] === "boolean" ? page["hasMore"] : isFull);
  return { ...page, list, hasMore, ...cursor[style](page, list, hasMore, query) };
}

type Cursor = (
  page: JsonObject,
  list: readonly unknown[],
  hasMore: boolean,
  query: Readonly<Record<string, unknown>>,
) => JsonObject;

const cursor: Readonly<Record<Paging, Cursor>> = {
  offset: (page, list, hasMore, query) =>
    hasMore ? { nextOffset: page["nextOffset"] ?? Number(query["offset"] ?? 0) + list.length } : {},
  time: (page, list) => ({
    headMarker: page["headMarker"] ?? fieldOf(list[0], "postedAtPrecise"),
    tailMarker: page["tailMarker"] ?? fieldOf(list.at(-1), "postedAtPrecise"),
  }),
  message: (_page, list, hasMore) => (hasMore ? { nextLastId: fieldOf(list.at(-1), "id") } : {}),
};

function fieldOf(row: unknown, name: string): unknown {
  return isObject(row) ? row[name] : undefined;
}
