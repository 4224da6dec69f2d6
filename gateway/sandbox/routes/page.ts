/** How many items a page has, unasked and at most. */
export interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

/** A page of a list by `limit` and `offset`. */
export function pageOf<Item>(
  query: URLSearchParams,
  items: readonly Item[],
  view: (item: Item) => object,
  sizes: PageSizes,
): { readonly list: readonly object[]; readonly hasMore: boolean } {
  const offset = numberOf(query, "offset", 0, Number.MAX_SAFE_INTEGER);
  const end = offset + numberOf(query, "limit", sizes.usual, sizes.most);
  return { list: items.slice(offset, end).map(view), hasMore: end < items.length };
}

/** The same in the form the query asks for: with `format=infinite` as it is, else the bare list. */
export function asAsked(
  query: URLSearchParams,
  answer: { readonly list: readonly object[] },
): unknown {
  return query.get("format") === "infinite" ? answer : answer.list;
}

/** A whole number from the query, at most `most`; `usual` if it is absent or no number. */
export function numberOf(
  query: URLSearchParams,
  name: string,
  usual: number,
  most: number,
): number {
  const text = query.get(name);
  return text !== null && /^\d{1,15}$/.test(text) ? Math.min(Number(text), most) : usual;
}
