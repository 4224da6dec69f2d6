import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { endpoints } from "../../../plugins/managed/endpoints.ts";
import type { AnyEndpoint } from "../../../plugins/managed/endpoint.ts";
import { readPage, type Paging } from "../../../plugins/managed/paging.ts";

type Row = { readonly id: number; readonly postedAtPrecise: string };
type Query = Readonly<Record<string, string | number>>;

/** Rows as every style finds its way by them, newest and greatest first. */
function makeRows(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: count - index,
    postedAtPrecise: `17000000${String(count - index).padStart(2, "0")}.000000`,
  }));
}

/** What an upstream does: how many rows it gives at most, and in which form it answers. */
interface Habits {
  readonly cap: number;
  readonly form: "infinite" | "items" | "bare";
}

/** An upstream's answer in one style. A bare list tells its end by being short, so it is never cut. */
function answer(style: Paging, rows: readonly Row[], query: Query, habits: Habits): unknown {
  const { cap, form } = habits;
  const limit = Number(query["limit"]);
  const size = form === "bare" ? limit : Math.min(limit, cap);
  if (style === "whole")
    return form === "bare" ? rows : { [form === "items" ? form : "list"]: rows };
  const rest = rows.slice(startOf(style, rows, query));
  const list = rest.slice(0, size);
  const hasMore = rest.length > size;
  const marker = style === "marker" ? { marker: hasMore ? list.at(-1)?.id : null } : {};
  if (form === "bare" && style !== "marker") return list;
  return { [form === "items" ? "items" : "list"]: list, hasMore, ...marker };
}

function startOf(style: Paging, rows: readonly Row[], query: Query): number {
  const after = (isPast: (row: Row) => boolean) => {
    const found = rows.findIndex(isPast);
    return found === -1 ? rows.length : found;
  };
  const { cursor } = query;
  switch (style) {
    case "offset":
    case "items":
    case "whole":
      return Number(query["offset"]);
    case "time":
      return cursor === undefined ? 0 : after((row) => row.postedAtPrecise < String(cursor));
    case "message":
    case "marker":
      return cursor === undefined ? 0 : after((row) => row.id < Number(cursor));
  }
}

const CURSOR: Readonly<Record<Paging, string>> = {
  offset: "nextOffset",
  items: "nextOffset",
  whole: "nextOffset",
  time: "tailMarker",
  message: "nextLastId",
  marker: "nextMarker",
};

/** Goes through a list as an SDK's iterator does. */
function iterate(style: Paging, rows: readonly Row[], limit: number, habits: Habits): number[] {
  const seen: number[] = [];
  let query: Query = { limit, offset: 0 };
  for (let pages = 0; pages <= rows.length + 1; pages += 1) {
    const page = readPage(style, answer(style, rows, query, habits), query);
    assert.ok(page !== undefined);
    const list = page[style === "items" ? "items" : "list"] as readonly Row[];
    seen.push(...list.map(({ id }) => id));
    if (page["hasMore"] !== true) return seen;
    const next = page[CURSOR[style]] as string | number;
    assert.notEqual(next, undefined);
    query =
      CURSOR[style] === "nextOffset" ? { limit, offset: next } : { limit, offset: 0, cursor: next };
  }
  return assert.fail("the list never ends");
}

test("for any page size, data set and habit of the upstream, iterating gives every row once, in order", () => {
  const habits = fc.record({
    cap: fc.integer({ min: 1, max: 12 }),
    form: fc.constantFrom("infinite", "items", "bare"),
  });
  fc.assert(
    fc.property(
      fc.constantFrom<Paging>("offset", "items", "whole", "time", "message", "marker"),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 25 }),
      habits,
      (style, count, limit, habit) => {
        const rows = makeRows(count);
        assert.deepEqual(
          iterate(style, rows, limit, habit),
          rows.map(({ id }) => id),
        );
      },
    ),
    { numRuns: 600 },
  );
});

test("every list's answer has the fields by which its style goes on", () => {
  const lists = endpoints.filter(({ paging }) => paging !== undefined);
  assert.ok(lists.length > 10);
  for (const { method, path, paging, answer: schema } of lists as readonly Paged[]) {
    const { properties } = schema as unknown as { properties: object };
    const needed = [paging === "items" ? "items" : "list", "hasMore", CURSOR[paging]];
    const missing = needed.filter((name) => !Object.hasOwn(properties, name));
    // The contract lets some lists end without saying where the next page begins: by offset one counts.
    assert.deepEqual(
      missing.filter((name) => name !== "nextOffset"),
      [],
      `${method} ${path}`,
    );
  }
});

interface Paged extends AnyEndpoint {
  readonly paging: Paging;
}
