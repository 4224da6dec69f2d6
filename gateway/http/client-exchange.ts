import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Exchange, Headers } from "../chain/exchange.ts";
import { type GatewayError } from "../errors.ts";
import type { RequestBody } from "./request-body.ts";
import type { ChainRoute } from "./router.ts";

/** A body on its way to the client. */
interface Moving {
  readonly checkProgress: (nowMs: number, idleMs: number, minBytesPerSecond: number) => void;
}

/** More early hints than this in one exchange are a flood. */
const MAX_INFORMATION = 20;

/** Longer than an interim answer takes to be refused. */
const ASK_AGAIN_MS = 100;

/** An exchange as the engine holds it: what plugins see, and the sockets behind it. */
export class ClientExchange implements Exchange {
  readonly id: string;
  /** The number of the generation it lives in. */
  readonly generation: number;
  readonly route: ChainRoute;
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly remoteAddress: string;
  readonly startedAtMs: number;
  readonly facts = {};
  readonly answerHeaders: Headers = {};
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestBody: RequestBody;

  /** Where it stands among the exchanges in flight. */
  place = 0;
  attempts = 0;
  upstreamMs = 0;
  upstreamStatus: number | undefined;
  bytesSent = 0;
  ending: "complete" | "replied" | "client-closed" | "upstream-closed" | "failed" = "failed";
  error: GatewayError | undefined;
  /** Since when the upstream's head is awaited, while one is. */
  awaitsHeadSinceMs: number | undefined;
  /** The answer's body on its way, once there is one. */
  pump: Moving | undefined;
  /** Ends whatever is under way when the client leaves or the exchange is cut. */
  underWay: { readonly abort: (reason: GatewayError) => void } | undefined;
  /** Whether it goes on to its end although the client leaves. */
  outlivesClient = false;
  #informed = 0;
  #doubt: { readonly sinceMs: number; askAtMs: number } | undefined;
  #abort: AbortController | undefined;
  #abortReason: GatewayError | undefined;

  constructor(options: {
    readonly id: string;
    readonly generation: number;
    readonly route: ChainRoute;
    readonly target: string;
    readonly remoteAddress: string;
    readonly startedAtMs: number;
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
    readonly requestBody: RequestBody;
  }) {
    const { target, req } = options;
    const mark = target.indexOf("?");
    this.id = options.id;
    this.generation = options.generation;
    this.route = options.route;
    this.method = req.method ?? "GET";
    this.target = target;
    this.path = mark === -1 ? target : target.slice(0, mark);
    this.query = mark === -1 ? "" : target.slice(mark);
    this.headers = req.headers;
    this.remoteAddress = options.remoteAddress;
    this.startedAtMs = options.startedAtMs;
    this.req = req;
    this.res = options.res;
    this.requestBody = options.requestBody;
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#abortReason !== undefined) this.#abort.abort(this.#abortReason);
    }
    return this.#abort.signal;
  }

  /** Why the exchange was cut, if it was. */
  get abortReason(): GatewayError | undefined {
    return this.#abortReason;
  }

  // Plugins take exchanges apart by destructuring.
  get body(): (maxBytes: number) => Promise<Buffer> {
    return (maxBytes) => this.requestBody.read(maxBytes);
  }

  get watchBody(): (watch: (chunk: Buffer) => void) => void {
    return (watch) => this.requestBody.watch(watch);
  }

  get outliveClient(): () => void {
    return () => {
      this.outlivesClient = true;
    };
  }

  /** Passes an interim answer of the upstream on; only early hints mean something to a client (RFC 8297). */
  inform(status: number, headers: Headers): void {
    const { link } = headers;
    this.#informed += 1;
    if (status !== 103 || link === undefined || this.#informed > MAX_INFORMATION) return;
    if (this.req.httpVersionMinor === 1 && !this.res.headersSent)
      this.res.writeEarlyHints({ link });
  }

  /**
   * Finds out whether a client that said it sends no more still waits for its answer; called now and
   * then. Whoever has left resets the connection on an interim answer, which the one after meets.
   */
  askWhetherPresent(nowMs: number): void {
    const { req, res } = this;
    if (!req.socket.readableEnded || res.headersSent) return;
    if (req.httpVersionMinor === 0) {
      req.socket.destroy();
      return;
    }
    this.#doubt ??= { sinceMs: nowMs, askAtMs: nowMs };
    const { sinceMs, askAtMs } = this.#doubt;
    if (nowMs < askAtMs) return;
    this.#doubt.askAtMs = nowMs + Math.max(ASK_AGAIN_MS, nowMs - sinceMs);
    res.writeProcessing();
  }

  /** Cuts the exchange: everything that waits for either side ends with this reason. */
  cut(reason: GatewayError): void {
    if (this.#abortReason !== undefined) return;
    this.#abortReason = reason;
    this.#abort?.abort(reason);
    this.requestBody.fail(reason);
    this.underWay?.abort(reason);
  }
}
