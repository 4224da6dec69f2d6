import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Attempt, Headers, UpstreamRequest } from "../chain/exchange.ts";
import { firstReply } from "../chain/first-reply.ts";
import type { Reply } from "../chain/reply.ts";
import type { Egress } from "../egress/egress.ts";
import { GatewayError } from "../errors.ts";
import { closeIdle } from "./agents.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { Engine } from "./engine.ts";
import type { ChainRoute } from "./router.ts";
import type { BodySource, Sending } from "./transport.ts";

/** An attempt that was sent, and the head it got. */
export interface Answered {
  readonly attempt: Attempt;
  readonly sending: Sending;
  readonly message: IncomingMessage;
}

const DIRECT: Egress = { id: "direct", kind: "direct" };

/**
 * Sends an exchange upstream once: lets plugins choose egress and signature, has the head
 * authorized, and waits for the answer's head within its deadline.
 * @throws GatewayError of whatever side failed.
 */
export async function sendAttempt(
  engine: Engine,
  route: ChainRoute,
  exchange: ClientExchange,
  request: UpstreamRequest,
  retryOf: string | undefined,
): Promise<Answered | Reply> {
  exchange.attempts += 1;
  const attempt: Attempt = {
    number: exchange.attempts,
    retryOf,
    request,
    egress: undefined,
    signature: undefined,
  };
  let reply = firstReply(route.guard, route.chain.onAttempt, exchange, attempt);
  if (reply instanceof Promise) reply = await reply;
  if (reply !== undefined) return reply;
  if (attempt.signature !== undefined) {
    if (attempt.egress === undefined) {
      throw new GatewayError("INTERNAL_ERROR", "No plugin chose where this request leaves from.");
    }
    const pending = engine.authority.authorize(attempt);
    if (pending !== undefined) await pending;
  }
  if (exchange.abortReason !== undefined) throw exchange.abortReason;
  return awaitHead(engine, exchange, attempt);
}

async function awaitHead(
  engine: Engine,
  exchange: ClientExchange,
  attempt: Attempt,
): Promise<Answered> {
  const { clock } = engine;
  const { request } = attempt;
  const origin = engine.originOf(request.origin);
  const owner = attempt.signature?.connectionId ?? attempt.owner ?? "";
  const agent = engine.agents.get(owner, attempt.egress ?? DIRECT, origin);
  const sentAtMs = clock.elapsed();
  const sending = engine.transport({
    method: request.method,
    origin,
    path: request.path,
    headers: finalHead(exchange, request, origin.host),
    body: bodyOf(exchange, request),
    agent,
    informed: exchange,
  });
  exchange.underWay = sending;
  exchange.awaitsHeadSinceMs = sentAtMs;
  try {
    const message = await sending.head;
    return { attempt, sending, message };
  } catch (error) {
    if (error instanceof GatewayError) throw markRace(error, sending, agent);
    throw error;
  } finally {
    exchange.awaitsHeadSinceMs = undefined;
    exchange.upstreamMs += clock.elapsed() - sentAtMs;
  }
}

/** Host and framing are the engine's alone; whatever plugins said of them is overwritten. */
function finalHead(
  exchange: ClientExchange,
  request: Readonly<UpstreamRequest>,
  host: string,
): Headers {
  const { headers, body, method } = request;
  headers["host"] = host;
  delete headers["content-length"];
  delete headers["transfer-encoding"];
  const length = body === undefined ? exchange.headers["content-length"] : String(body.length);
  if (body === undefined && exchange.headers["transfer-encoding"] !== undefined) {
    headers["transfer-encoding"] = "chunked";
  } else if (length !== undefined && (length !== "0" || body === undefined)) {
    headers["content-length"] = length;
  } else if (method === "POST" || method === "PUT" || method === "PATCH") {
    headers["content-length"] = "0";
  }
  return headers;
}

function bodyOf(exchange: ClientExchange, { body }: Readonly<UpstreamRequest>): BodySource {
  return body === undefined ? exchange.requestBody : new WholeBody(body);
}

class WholeBody implements BodySource {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  pump(destination: ClientRequest): void {
    destination.end(this.#bytes);
  }
}

/** A pooled connection may close at the moment it is used; its idle siblings are then as doubtful. */
function markRace(error: GatewayError, sending: Sending, agent: Agent): GatewayError {
  if (error.code !== "UPSTREAM_CLOSED" || !sending.usedPooledSocket()) return error;
  closeIdle(agent);
  const details = { ...error.details, reason: "stale-socket" };
  return new GatewayError("UPSTREAM_CLOSED", error.message, details);
}
