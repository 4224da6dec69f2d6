import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { InFlight } from "./in-flight.ts";

/** Deadlines are kept to within this. */
const SWEEP_MS = 50;

/**
 * Keeps the deadlines of all exchanges with one timer that looks at those in flight: a timer for
 * each deadline of each exchange would cost more than the looks. Returns a function that stops it.
 */
export function startDeadlines(clock: Clock, inFlight: InFlight): () => void {
  const sweep = () => {
    const nowMs = clock.elapsed();
    // A copy: what is cut here leaves the list meanwhile.
    for (const exchange of inFlight.list.slice()) check(exchange, nowMs);
    timer.refresh();
  };
  const timer = clock.setTimeout(sweep, SWEEP_MS);
  timer.unref();
  return () => clock.clearTimeout(timer);
}

function check(exchange: ClientExchange, nowMs: number): void {
  const { route, requestBody, pump, awaitsHeadSinceMs } = exchange;
  const { totalMs, headMs, bodyIdleMs, minBytesPerSecond } = route.deadlines;
  if (nowMs - exchange.startedAtMs >= totalMs) {
    exchange.cut(timeout(`The exchange took longer than ${totalMs} ms.`));
    return;
  }
  // An upstream that still takes the request's body is not late with its answer.
  const sentMs = Math.max(awaitsHeadSinceMs ?? Infinity, requestBody.movedAtMs);
  if (nowMs - sentMs >= headMs) {
    exchange.underWay?.abort(timeout(`The upstream sent no answer within ${headMs} ms.`));
  }
  exchange.askWhetherPresent(nowMs);
  requestBody.checkIdle(nowMs);
  pump?.checkProgress(nowMs, bodyIdleMs, minBytesPerSecond);
}

function timeout(detail: string): GatewayError {
  return new GatewayError("UPSTREAM_TIMEOUT", detail);
}
