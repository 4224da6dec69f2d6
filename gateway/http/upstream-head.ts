import type { IncomingMessage } from "node:http";
import { GatewayError } from "../errors.ts";

/** More fields than any real upstream sends; a flood of them is memory. */
const MAX_FIELDS = 200;

/** Why an upstream's head cannot be passed on, or `undefined`: Node's client lets more through than a server may send. */
export function checkUpstreamHead(message: IncomingMessage): GatewayError | undefined {
  const { statusCode = 0, httpVersionMajor, httpVersionMinor, rawHeaders } = message;
  if (statusCode < 200 || statusCode > 599) {
    return invalid(`The upstream answered with the impossible status ${statusCode}.`);
  }
  if (httpVersionMajor !== 1 || httpVersionMinor > 1) {
    return invalid("The upstream's answer claims another HTTP version than 1.1.");
  }
  if (rawHeaders.length > MAX_FIELDS * 2) {
    return invalid(`The upstream's answer has more than ${MAX_FIELDS} header fields.`);
  }
  return undefined;
}

/** What a failed request upstream means, from the code Node or the dialer gave it. */
export function upstreamFailure(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("HPE_")) {
    return new GatewayError("UPSTREAM_INVALID", "The upstream's answer is not valid HTTP.", {
      cause: error,
    });
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return new GatewayError(
      "UPSTREAM_CLOSED",
      "The upstream closed the connection before it answered.",
      { cause: error, reason: code },
    );
  }
  return new GatewayError("UPSTREAM_UNREACHABLE", "The upstream cannot be reached.", {
    cause: error,
  });
}

/** What it means that an upstream's connection closed in the middle of its body. */
export function brokenBody(): GatewayError {
  return new GatewayError("UPSTREAM_CLOSED", "The upstream closed the connection in its answer.");
}

function invalid(detail: string): GatewayError {
  return new GatewayError("UPSTREAM_INVALID", detail);
}
