import { createRequire } from "node:module";
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { ProxyServer } from "http-proxy-3";
import type { Headers } from "../chain/exchange.ts";
import { GatewayError } from "../errors.ts";
import { checkUpstreamHead, upstreamFailure } from "./upstream-head.ts";

/** Anything that can send itself as a request body: it writes to `destination` and ends it. */
export interface BodySource {
  readonly pump: (destination: ClientRequest) => void;
}

/** One request, its head final. */
export interface TransportRequest {
  readonly method: string;
  readonly origin: Origin;
  /** Path and query exactly as they go on the wire. */
  readonly path: string;
  /** Everything, host and framing included. */
  readonly headers: Headers;
  readonly body: BodySource;
  readonly agent: Agent;
  /** Called for each interim answer but 100 and 101 (RFC 9110 §15.2). */
  readonly onInformation: ((status: number, headers: Headers) => void) | undefined;
}

/** Scheme, host and port of an upstream, split once. */
export interface Origin {
  readonly protocol: "http:" | "https:";
  readonly host: string;
  readonly hostname: string;
  readonly port: number;
}

/** A request under way. */
export interface Sending {
  /** The answer's head, its body unread. @throws GatewayError of source upstream or egress. */
  readonly head: Promise<IncomingMessage>;
  /** Ends it at once, on whatever side it is; `head` rejects with the reason if it had not come. */
  readonly abort: (reason: GatewayError) => void;
  /** Whether it went out on a pooled connection, which may have been closing at that moment. */
  readonly usedPooledSocket: () => boolean;
}

/** Sends a request upstream: the one seam behind which another HTTP engine can be measured. */
export type Transport = (request: TransportRequest) => Sending;

// The named ESM export is lost on the CommonJS package's interop under some loaders.
const { createProxyServer } = createRequire(import.meta.url)("http-proxy-3") as {
  createProxyServer: (options: object) => ProxyServer;
};

/**
 * http-proxy-3 as a function. It is given a request and a response that are facades, for three reasons:
 * its header passes then see a GET without fields and have nothing to rewrite (they would turn a
 * chunked DELETE into `content-length: 0` followed by its body); the request it makes is handed to us
 * by its own call to `pipe`, before any event that an `Expect` field or a pooled agent would skip;
 * and it never touches the client's side, which it would leave hanging when the upstream dies mid-body.
 */
export function createProxyTransport(): Transport {
  const proxy = createProxyServer({ selfHandleResponse: true, toProxy: true, prependPath: false });
  // Failures arrive in the callback of each call; this listener only keeps the emitter from throwing.
  proxy.on("error", () => undefined);

  return (request) => {
    const head = Promise.withResolvers<IncomingMessage>();
    let outgoing: ClientRequest | undefined;
    let reason: GatewayError | undefined;
    const fail = (error: unknown) => {
      head.reject(reason ?? upstreamFailure(error));
    };
    const pipe = (clientRequest: ClientRequest) => {
      outgoing = clientRequest;
      // It drops a bare trailing `?`, which is signed.
      clientRequest.path = request.path;
      clientRequest.on("response", (message) => {
        const problem = checkUpstreamHead(message);
        if (problem === undefined) head.resolve(message);
        else {
          fail(problem);
          message.destroy();
        }
      });
      clientRequest.on("upgrade", (_message: IncomingMessage, socket: Duplex) => {
        fail(new GatewayError("UPSTREAM_INVALID", "The upstream switched protocols unasked."));
        socket.destroy();
      });
      if (request.onInformation !== undefined)
        forwardInformation(clientRequest, request.onInformation);
      request.body.pump(clientRequest);
    };
    try {
      proxy.web(
        new RequestFacade(request.path) as never,
        RESPONSE_FACADE as never,
        {
          target: request.origin,
          method: request.method,
          headers: request.headers as Record<string, string>,
          agent: request.agent,
          buffer: { pipe } as never,
        },
        fail,
      );
    } catch (error) {
      fail(error);
    }
    return {
      head: head.promise,
      abort: (why) => {
        reason = why;
        outgoing?.destroy(why);
        fail(why);
      },
      usedPooledSocket: () => outgoing?.reusedSocket === true,
    };
  };
}

function forwardInformation(
  clientRequest: ClientRequest,
  onInformation: (status: number, headers: Headers) => void,
): void {
  clientRequest.on("information", ({ statusCode, headers }) => {
    if (statusCode !== 100 && statusCode !== 101) onInformation(statusCode, headers as Headers);
  });
}

/** What the library reads of a client's request; the real method and head are in its options. */
class RequestFacade {
  readonly method = "GET";
  readonly httpVersionMajor = 1;
  readonly headers = {};
  readonly socket = { destroyed: false };
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  on(): this {
    return this;
  }
}

/** A response that is finished, so that nothing is written to it. */
const RESPONSE_FACADE = Object.freeze({
  finished: true,
  headersSent: true,
  on: () => undefined,
});
