import type { IncomingHttpHeaders } from "node:http";
import type { Headers } from "../chain/exchange.ts";
import type { Connection } from "../connections/connection.ts";
import type { Egress } from "../egress/egress.ts";
import type { Engine } from "../http/engine.ts";
import type { BodySource } from "../http/transport.ts";
import { readAll, wholeAnswer } from "../upstream/whole-answer.ts";

/** A request without anything of a session. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: BodySource;
  readonly bodyBytes: number;
  readonly timeoutMs: number;
}

/** The whole answer to a plain request. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Sends a request through a connection's outbound proxy, unsigned and without cookies: to stores and
 * converters, whose addresses the upstream hands out. @throws GatewayError as the transport does;
 * `UPSTREAM_TIMEOUT`; `UPSTREAM_INVALID` for an answer over a mebibyte.
 */
export type SendPlain = (connection: Connection, request: PlainRequest) => Promise<PlainAnswer>;

const MAX_ANSWER_BYTES = 1_048_576;
const TOO_LARGE = "The answer of the file store is too large.";

/** Makes it over the engine's transport and pools. */
export function createSendPlain(options: {
  readonly engine: Pick<Engine, "clock" | "transport" | "agents" | "originOf">;
  readonly egressFor: (connection: Connection) => Egress;
}): SendPlain {
  const { engine, egressFor } = options;
  const { clock, transport, agents, originOf } = engine;
  return async (connection, { method, url, headers, body, bodyBytes, timeoutMs }) => {
    const { origin: text, path } = splitUrl(url);
    const origin = originOf(text);
    const sending = transport({
      method,
      origin,
      path,
      headers: { ...headers, host: origin.host, "content-length": String(bodyBytes) },
      body,
      agent: agents.get(connection.id, egressFor(connection), origin),
      informed: undefined,
    });
    return wholeAnswer(clock, sending, timeoutMs, async (message) => {
      const bytes = await readAll(message, MAX_ANSWER_BYTES, TOO_LARGE);
      return { status: message.statusCode ?? 0, headers: message.headers, body: bytes };
    });
  };
}

/** An address in the two parts that requests are made of; the second byte for byte, for it may be signed. */
export function splitUrl(url: string): { readonly origin: string; readonly path: string } {
  const slash = url.indexOf("/", url.indexOf("//") + 2);
  const path = slash === -1 ? "/" : url.slice(slash);
  const fragment = path.indexOf("#");
  return { origin: new URL(url).origin, path: fragment === -1 ? path : path.slice(0, fragment) };
}

/** A body that is in memory already. */
export function bodyOf(bytes: Buffer): BodySource {
  return { pump: (destination) => void destination.end(bytes) };
}
