import type { Outcome } from "../chain/exchange.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { ChainRoute } from "./router.ts";

/** Tells every plugin, in reverse order, how an exchange ended. What they throw can hurt nobody. */
export function complete(
  clock: Clock,
  log: Log,
  { chain, guard }: ChainRoute,
  exchange: ClientExchange,
): void {
  exchange.requestBody.release();
  if (chain.onComplete.length === 0) return;
  const outcome = outcomeOf(clock, exchange);
  for (const hook of chain.onComplete) {
    try {
      const result = guard.run(hook, exchange, outcome);
      if (result instanceof Promise)
        result.catch((thrown: unknown) => report(log, exchange, thrown));
    } catch (thrown) {
      report(log, exchange, thrown);
    }
  }
}

function outcomeOf(clock: Clock, exchange: ClientExchange): Outcome {
  const { error, res, upstreamStatus } = exchange;
  const isAnswered = res.headersSent;
  return {
    status: isAnswered ? res.statusCode : 499,
    ending: res.writableFinished ? exchange.ending : cutEnding(exchange),
    bytesSent: exchange.bytesSent,
    bytesReceived: exchange.requestBody.bytesReceived,
    durationMs: clock.elapsed() - exchange.startedAtMs,
    upstreamMs: exchange.upstreamMs,
    attempts: exchange.attempts,
    ...(upstreamStatus !== undefined && { upstreamStatus }),
    ...(error !== undefined && { error }),
  };
}

function cutEnding({ ending }: ClientExchange): Outcome["ending"] {
  return ending === "upstream-closed" ? ending : "client-closed";
}

function report(log: Log, exchange: ClientExchange, thrown: unknown): void {
  log.error({ requestId: exchange.id, err: thrown }, "a plugin failed after the answer");
}
