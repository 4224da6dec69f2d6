import type { IncomingMessage } from "node:http";
import type { Attempt, UpstreamRequest } from "../chain/exchange.ts";
import { firstReply } from "../chain/first-reply.ts";
import { isReply, type Reply } from "../chain/reply.ts";
import { retry, type Retry } from "../chain/retry.ts";
import { GatewayError, toGatewayError } from "../errors.ts";
import { sendError, sendReply, sendUpstream } from "./answer.ts";
import { sendAttempt, type Answered } from "./attempt.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { Engine } from "./engine.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { inspect } from "./inspect.ts";
import { pause, Retries } from "./retries.ts";
import type { ChainRoute } from "./router.ts";
import { UpstreamAnswer } from "./upstream-answer.ts";

/** Methods that may be sent again whatever became of the first try (RFC 9110 §9.2.1). */
const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** The life of one exchange, in the order things happen on the wire. Never rejects. */
export async function serve(
  engine: Engine,
  route: ChainRoute,
  exchange: ClientExchange,
): Promise<void> {
  try {
    const reply = await answer(engine, route, exchange);
    if (reply !== undefined) await sendReply(engine.clock, exchange, reply);
  } catch (thrown) {
    await fail(engine, route, exchange, toGatewayError(thrown));
  }
}

async function answer(
  engine: Engine,
  route: ChainRoute,
  exchange: ClientExchange,
): Promise<Reply | void> {
  const { chain, guard } = route;
  for (const hook of chain.onRequest) {
    let result = guard.run(hook, exchange, undefined);
    if (result instanceof Promise) {
      result = await result;
      // Whoever left meanwhile was told of already: no hook may claim anything after `onComplete`.
      if (exchange.abortReason !== undefined) throw exchange.abortReason;
    }
    if (isReply(result)) return result;
    if (result !== undefined) Object.assign(exchange.facts, result);
  }
  exchange.requestBody.assertLength();
  const request = draftRequest(route, exchange);
  let reply = firstReply(guard, chain.onUpstreamRequest, exchange, request);
  if (reply instanceof Promise) reply = await reply;
  if (reply !== undefined) return reply;
  return attemptUntilAnswered(engine, route, exchange, request);
}

async function attemptUntilAnswered(
  engine: Engine,
  route: ChainRoute,
  exchange: ClientExchange,
  request: UpstreamRequest,
): Promise<Reply | void> {
  const retries = new Retries(engine.clock, route.retries, exchange, request);
  for (;;) {
    let answered: Answered | Reply;
    try {
      answered = await sendAttempt(engine, route, exchange, request, retries.last);
    } catch (error) {
      if (retries.grant(afterRace(error, request))) continue;
      throw error;
    }
    if (isReply(answered)) return answered;
    const { sending, message, attempt } = answered;
    const saved = absorb(engine, attempt, message);
    const headers = responseHeaders(message.headers, route.policy);
    const response = new UpstreamAnswer(message, headers, attempt);
    exchange.upstreamStatus = response.status;
    let verdict = inspect(route, exchange, response, retries);
    if (verdict instanceof Promise) verdict = await verdict;
    if (verdict === undefined) {
      return sendUpstream(engine.clock, exchange, response, saved);
    }
    exchange.requestBody.detach();
    sending.abort(new GatewayError("CLIENT_CLOSED", "The rest of this answer is not wanted."));
    await saved;
    if (isReply(verdict)) return verdict;
    await pause(engine.clock, exchange, verdict.delayMs);
  }
}

function draftRequest(route: ChainRoute, exchange: ClientExchange): UpstreamRequest {
  return {
    method: exchange.method,
    origin: route.upstream ?? "",
    path: exchange.target,
    headers: requestHeaders(exchange.headers, route.policy),
    body: undefined,
  };
}

function absorb(engine: Engine, attempt: Attempt, message: IncomingMessage) {
  const setCookie = message.headers["set-cookie"];
  if (setCookie === undefined || attempt.signature === undefined) return undefined;
  return engine.authority.absorb(attempt, setCookie);
}

/** The wish to try again after a pooled connection turned out to be closing: only what is safe to repeat. */
function afterRace(error: unknown, { method }: UpstreamRequest): Retry | undefined {
  const isRace = error instanceof GatewayError && error.details.reason === "stale-socket";
  return isRace ? retry("stale-socket", { nothingExecuted: SAFE.has(method) }) : undefined;
}

async function fail(
  engine: Engine,
  { chain, guard }: ChainRoute,
  exchange: ClientExchange,
  error: GatewayError,
): Promise<void> {
  exchange.error = error;
  exchange.underWay?.abort(error);
  try {
    if (exchange.res.headersSent) {
      // Part of an answer went out: the only honest end is a visible cut.
      const isByClient = error.code === "CLIENT_CLOSED";
      exchange.ending = isByClient ? "client-closed" : "upstream-closed";
      engine.onTruncated(isByClient ? "client" : "upstream");
      exchange.res.destroy();
      return;
    }
    const reply = await firstReply(guard, chain.onError, exchange, error);
    if (reply !== undefined) await sendReply(engine.clock, exchange, reply);
    else await sendError(engine.clock, exchange, error);
  } catch (thrown) {
    engine.log.error({ requestId: exchange.id, err: thrown }, "an error could not be answered");
    exchange.res.destroy();
  }
}
