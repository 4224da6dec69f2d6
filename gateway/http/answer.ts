import { STATUS_CODES, type IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Readable } from "node:stream";
import type { Headers } from "../chain/exchange.ts";
import type { Reply } from "../chain/reply.ts";
import type { Clock } from "../clock.ts";
import { type GatewayError, problem } from "../errors.ts";
import type { ClientExchange } from "./client-exchange.ts";
import { proxyStatus } from "./proxy-status.ts";
import { Pump } from "./pump.ts";
import type { UpstreamAnswer } from "./upstream-answer.ts";

/** How long a client that still uploads is listened to after its answer, so that it can read it. */
const LINGER_MS = 1_000;

/** What is no longer true of a body once a transform has been at it. */
const DESCRIBES_BYTES = ["content-length", "content-md5", "digest", "etag", "accept-ranges"];

/** Sends a plugin's own answer. */
export async function sendReply(
  clock: Clock,
  exchange: ClientExchange,
  reply: Reply,
): Promise<void> {
  exchange.ending = "replied";
  const { body, headers, status } = reply;
  if (Buffer.isBuffer(body)) return sendBuffer(clock, exchange, status, headers, body);
  writeHead(clock, exchange, status, headers);
  await sendStream(exchange, body);
  return finish(clock, exchange);
}

/** Sends an error of the gateway as a problem document (RFC 9457). */
export function sendError(
  clock: Clock,
  exchange: ClientExchange,
  error: GatewayError,
): Promise<void> | void {
  exchange.error = error;
  exchange.ending = "failed";
  const body = Buffer.from(JSON.stringify(problem(error, exchange.id, exchange.path)));
  const { retryAfterSeconds } = error.details;
  return sendBuffer(
    clock,
    exchange,
    error.status,
    {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "proxy-status": proxyStatus(error),
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    },
    body,
  );
}

/** Streams the upstream's answer to the client as the plugins left it. */
export async function sendUpstream(
  clock: Clock,
  exchange: ClientExchange,
  answer: UpstreamAnswer,
  saved: Promise<void> | undefined,
): Promise<void> {
  const { replacement, message, status, headers } = answer;
  exchange.ending = "complete";
  if (replacement !== undefined) {
    if (saved !== undefined) await saved;
    delete headers["content-encoding"];
    return sendBuffer(clock, exchange, status, headers, replacement);
  }
  if (!answer.isUntouched) {
    for (const name of DESCRIBES_BYTES) delete headers[name];
    writeHead(clock, exchange, status, headers);
    await sendStream(exchange, answer.transformed());
  } else {
    writeHead(clock, exchange, status, headers);
    const mayEnd = saved === undefined && exchange.requestBody.isEnded;
    const pump = new Pump(exchange, answer, { mayEnd, saved });
    exchange.pump = pump;
    await pump.done;
    addTrailers(exchange, message);
  }
  // The client may act on its answer at once: what the upstream set must be kept by then.
  if (saved !== undefined) await saved;
  return finish(clock, exchange);
}

function sendBuffer(
  clock: Clock,
  exchange: ClientExchange,
  status: number,
  headers: Headers,
  body: Buffer,
): Promise<void> | void {
  if (exchange.res.destroyed || exchange.res.headersSent) return;
  const hasBody = status !== 204 && status !== 304;
  if (hasBody) headers["content-length"] = String(body.length);
  writeHead(clock, exchange, status, headers);
  if (hasBody && exchange.method !== "HEAD") {
    exchange.bytesSent += body.length;
    if (exchange.requestBody.isEnded) {
      exchange.res.end(body);
      return;
    }
    exchange.res.write(body);
  }
  return finish(clock, exchange);
}

async function sendStream(exchange: ClientExchange, stream: Readable): Promise<void> {
  stream.on("data", (chunk: Buffer | string) => (exchange.bytesSent += Buffer.byteLength(chunk)));
  await pipeline(stream, exchange.res, { end: false });
}

function writeHead(clock: Clock, exchange: ClientExchange, status: number, headers: Headers): void {
  const { res, answerHeaders } = exchange;
  const upstreamMs = exchange.upstreamMs;
  const gatewayMs = clock.elapsed() - exchange.startedAtMs - upstreamMs;
  headers["server-timing"] =
    `gateway;dur=${gatewayMs.toFixed(2)}, upstream;dur=${upstreamMs.toFixed(2)}`;
  for (const name in answerHeaders) headers[name] = answerHeaders[name] ?? "";
  if (!exchange.requestBody.isEnded) headers["connection"] = "close";
  // Our own reason phrase: the upstream's may hold bytes that no server may send.
  res.writeHead(status, STATUS_CODES[status] ?? "", headers);
}

function addTrailers(exchange: ClientExchange, message: IncomingMessage): void {
  const wanted = exchange.headers["te"]?.includes("trailers") === true;
  if (!wanted || message.rawTrailers.length === 0) return;
  const { trailers } = message;
  delete trailers["set-cookie"];
  exchange.res.addTrailers(trailers);
}

/** Ends the answer; a client that is still sending its body gets a moment to notice. */
async function finish(clock: Clock, { res, requestBody, req }: ClientExchange): Promise<void> {
  if (requestBody.isEnded || req.complete) {
    res.end();
    return;
  }
  requestBody.discard();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = clock.setTimeout(() => resolve(undefined), LINGER_MS);
  req.once("end", () => resolve(undefined)).once("close", () => resolve(undefined));
  await promise;
  clock.clearTimeout(timer);
  res.end();
}
