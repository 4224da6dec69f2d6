import type { UpstreamResponse } from "../chain/exchange.ts";
import { firstVerdict } from "../chain/first-reply.ts";
import { isReply, type Reply } from "../chain/reply.ts";
import { isRetry, type Retry } from "../chain/retry.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { Retries } from "./retries.ts";
import type { ChainRoute } from "./router.ts";

/** What becomes of an upstream's answer: a Reply in its place, a granted Retry, or nothing. */
type Verdict = Reply | Retry | undefined;

/**
 * What the plugins make of an answer; without a promise where none of them made one.
 * @throws GatewayError what a plugin threw, or wished for if its retry is not granted.
 */
export function inspect(
  { chain, guard }: ChainRoute,
  exchange: ClientExchange,
  response: UpstreamResponse,
  retries: Retries,
): Verdict | Promise<Verdict> {
  return firstVerdict(guard, chain.onUpstreamResponse, exchange, response, (result) =>
    judgeResult(result, retries),
  );
}

function judgeResult(result: unknown, retries: Retries): Verdict {
  if (isReply(result)) return result;
  if (!isRetry(result)) return undefined;
  if (retries.grant(result)) return result;
  if (result.otherwise !== undefined) throw result.otherwise;
  return undefined;
}
