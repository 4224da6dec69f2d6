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
  /** Told of each interim answer but 100 and 101 (RFC 9110 §15.2). */
  readonly informed: { readonly inform: (status: number, headers: Headers) => void } | undefined;
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

// The package is CommonJS; its named export is not always seen by ESM loaders.
const { createProxyServer } = createRequire(import.meta.url)("http-proxy-3") as {
  createProxyServer: (options: object) => ProxyServer;
};

/**
 * http-proxy-3 as a function. What it takes for a client's request and response are facades, for
 * three reasons: its header passes then see a GET without fields and have nothing to rewrite (they
 * would turn a chunked DELETE into `content-length: 0` followed by its body); the request it makes is
 * handed to us by its own call to `pipe`, before any event that an `Expect` field or a pooled agent
 * would skip; and it never touches the client's side, which it would leave hanging when the upstream
 * dies in the middle of a body.
 */
export function createProxyTransport(): Transport {
  const proxy = createProxyServer({ selfHandleResponse: true, toProxy: true, prependPath: false });
  // Failures arrive in the callback of each call; this listener only keeps the emitter from throwing.
  proxy.on("error", () => undefined);
  return (request) => {
    const sending = new ProxySending(request);
    const options = {
      target: request.origin,
      method: request.method,
      headers: request.headers as Record<string, string>,
      agent: request.agent,
      buffer: sending as never,
    };
    try {
      proxy.web(sending as never, FINISHED_RESPONSE as never, options, onProxyError);
    } catch (error) {
      sending.fail(error);
    }
    return sending;
  };
}

const SENDING = Symbol("sending");
type SentRequest = ClientRequest & { [SENDING]?: ProxySending };

/**
 * One request under way, and at the same time the request facade and the body that http-proxy-3 is
 * given. Its listeners are shared functions: closures for each would cost a tenth of the exchange.
 */
class ProxySending implements Sending {
  // The facade: what the library reads of a request. The real method and head are in its options.
  readonly method = "GET";
  readonly httpVersionMajor = 1;
  readonly headers = {};
  readonly socket = OPEN_SOCKET;
  readonly url: string;

  readonly head: Promise<IncomingMessage>;
  readonly resolve: (message: IncomingMessage) => void;
  readonly #reject: (error: GatewayError) => void;
  readonly #request: TransportRequest;
  #outgoing: ClientRequest | undefined;
  #reason: GatewayError | undefined;

  constructor(request: TransportRequest) {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    this.head = promise;
    this.resolve = resolve;
    this.#reject = reject;
    this.#request = request;
    this.url = request.path;
  }

  on(): this {
    return this;
  }

  pipe(outgoing: SentRequest): void {
    this.#outgoing = outgoing;
    outgoing[SENDING] = this;
    // The library drops a bare trailing `?`, which is signed.
    outgoing.path = this.#request.path;
    outgoing.on("response", onResponse);
    outgoing.on("upgrade", onUpgrade);
    outgoing.on("information", onInformation);
    this.#request.body.pump(outgoing);
  }

  fail(error: unknown): void {
    this.#reject(this.#reason ?? upstreamFailure(error));
  }

  inform(status: number, headers: Headers): void {
    this.#request.informed?.inform(status, headers);
  }

  abort(reason: GatewayError): void {
    this.#reason = reason;
    this.#outgoing?.destroy(reason);
    this.fail(reason);
  }

  usedPooledSocket(): boolean {
    return this.#outgoing?.reusedSocket === true;
  }
}

function onResponse(this: SentRequest, message: IncomingMessage): void {
  const problem = checkUpstreamHead(message);
  if (problem === undefined) {
    this[SENDING]?.resolve(message);
    return;
  }
  this[SENDING]?.fail(problem);
  message.destroy();
}

function onUpgrade(this: SentRequest, _message: IncomingMessage, socket: Duplex): void {
  this[SENDING]?.fail(
    new GatewayError("UPSTREAM_INVALID", "The upstream switched protocols unasked."),
  );
  socket.destroy();
}

function onInformation(
  this: SentRequest,
  { statusCode, headers }: { statusCode: number; headers: object },
): void {
  if (statusCode !== 100 && statusCode !== 101) {
    this[SENDING]?.inform(statusCode, headers as Headers);
  }
}

function onProxyError(error: unknown, sending: unknown): void {
  (sending as ProxySending).fail(error);
}

const OPEN_SOCKET = Object.freeze({ destroyed: false });

/** A response that is finished, so that the library writes nothing to it. */
const FINISHED_RESPONSE = Object.freeze({
  finished: true,
  headersSent: true,
  on: () => undefined,
});
