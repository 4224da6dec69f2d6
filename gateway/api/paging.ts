import { Type } from "typebox";

const whole = Type.String({ pattern: "^[0-9]{1,9}$" });
const positive = Type.String({ pattern: "^0*[1-9][0-9]{0,8}$" });

/** The members of a query that pages by `limit` and `offset`. */
export const pagingQuery = { limit: Type.Optional(positive), offset: Type.Optional(whole) };

/** Which page a query asks for; a limit beyond 100 is one of 100. */
export function pageOf(query: {
  readonly limit?: string | undefined;
  readonly offset?: string | undefined;
}): { readonly limit: number; readonly offset: number } {
  return {
    limit: Math.min(Number(query.limit ?? 10), 100),
    offset: Number(query.offset ?? 0),
  };
}

/** A page of a list that was asked for one row more than the page holds. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
): { readonly list: readonly Row[]; readonly hasMore: boolean } {
  return { list: rows.slice(0, limit), hasMore: rows.length > limit };
}
