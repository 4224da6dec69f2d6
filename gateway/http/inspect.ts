import type { Hook } from "../chain/chain.ts";
import type { UpstreamResponse } from "../chain/exchange.ts";
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
  route: ChainRoute,
  exchange: ClientExchange,
  response: UpstreamResponse,
  retries: Retries,
  from = 0,
): Verdict | Promise<Verdict> {
  const { guard } = route;
  const hooks = route.chain.onUpstreamResponse;
  for (let index = from; index < hooks.length; index++) {
    const result = guard.run(hooks[index] as Hook<UpstreamResponse>, exchange, response);
    if (result instanceof Promise) {
      return result.then(
        (settled) =>
          judge(settled, retries) ?? inspect(route, exchange, response, retries, index + 1),
      );
    }
    const verdict = judge(result, retries);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function judge(result: unknown, retries: Retries): Verdict {
  if (isReply(result)) return result;
  if (!isRetry(result)) return undefined;
  if (retries.grant(result)) return result;
  if (result.otherwise !== undefined) throw result.otherwise;
  return undefined;
}
