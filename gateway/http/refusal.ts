import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "../error-table.ts";
import { GatewayError, problem } from "../errors.ts";

/** A request that is refused before any route sees it: the error for the client and a word for the metric. */
export interface Refusal {
  readonly reason: string;
  readonly error: GatewayError;
}

/** A refusal, from the parts it is made of. */
export function refusal(reason: string, code: ErrorCode, detail: string): Refusal {
  return { reason, error: new GatewayError(code, detail) };
}

/** What Node's parser refused, by its error code and, where there are any, its own fixed words. */
export function parserRefusal(code: string | undefined, reason?: string): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return refusal("header-size", "HEADERS_TOO_LARGE", "The request head is too large.");
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return refusal("chunk-extensions", "BODY_TOO_LARGE", "The chunk extensions are too large.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refusal("head-timeout", "REQUEST_TIMEOUT", "The request head did not arrive in time.");
    default:
      return refusal(
        "syntax",
        "BAD_REQUEST",
        `The request is not valid HTTP/1.1${reason === undefined ? "" : `: ${reason}`}.`,
      );
  }
}

/** Answers a request with a refusal; its connection closes with it. */
export function answerRefusal(res: ServerResponse, error: GatewayError, requestId: string): void {
  const body = refusalBody(error, requestId);
  const { retryAfterSeconds } = error.details;
  res.shouldKeepAlive = false;
  res.writeHead(error.status, {
    "content-type": "application/problem+json",
    "content-length": body.length,
    "x-request-id": requestId,
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    connection: "close",
  });
  res.end(body);
}

/** Answers what never became a request, and closes the connection. */
export function closeWithRefusal(socket: Duplex, error: GatewayError, requestId: string): void {
  const body = refusalBody(error, requestId);
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ""}\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${body.length}\r\n` +
      `x-request-id: ${requestId}\r\n` +
      `connection: close\r\n\r\n${body.toString()}`,
    () => socket.destroy(),
  );
}

function refusalBody(error: GatewayError, requestId: string): Buffer {
  return Buffer.from(JSON.stringify(problem(error, requestId, "about:blank")));
}
