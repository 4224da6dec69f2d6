import type { FastifyReply } from "fastify";
import { Type } from "typebox";

const whole = Type.String({ pattern: "^[0-9]{1,9}$", description: "Rows to pass over." });

const MAX = 100;

/** The `limit` of a query; more than the maximum is lowered to it, and the answer says so. */
export function limitQuery(maximum: number) {
  return Type.Optional(
    Type.String({
      pattern: "^0*[1-9][0-9]{0,8}$",
      description: `Rows in a page; more than ${maximum} is lowered to it, which the answer says in \`Warning\`.`,
    }),
  );
}

/** The members of a query that pages by `limit` and `offset`. */
export const pagingQuery = { limit: limitQuery(MAX), offset: Type.Optional(whole) };

/** A part of a list. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Which page a query asks for; a limit beyond 100 is one of 100, and the answer says so. */
export function pageOf(
  query: { readonly limit?: string | undefined; readonly offset?: string | undefined },
  reply: Pick<FastifyReply, "header">,
): Page {
  return {
    limit: limitOf(query.limit ?? "10", MAX, reply),
    offset: Number(query.offset ?? 0),
  };
}

/** The limit asked for or, with a warning in the answer (RFC 7234 §5.5, code 299), the maximum. */
export function limitOf(
  asked: string,
  maximum: number,
  reply: Pick<FastifyReply, "header">,
): number {
  const limit = Number(asked);
  if (limit <= maximum) return limit;
  void reply.header("warning", `299 countersign "limit was lowered to ${maximum}, the maximum"`);
  return maximum;
}

/** A page of a list that was asked for one row more than the page holds. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
): { readonly list: readonly Row[]; readonly hasMore: boolean } {
  return { list: rows.slice(0, limit), hasMore: rows.length > limit };
}
