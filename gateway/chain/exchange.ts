import type { IncomingHttpHeaders } from "node:http";
import type { Transform } from "node:stream";
import type { Egress } from "../egress/egress.ts";
import type { GatewayError } from "../errors.ts";

/**
 * What plugins establish about an exchange. A plugin adds its own by augmenting this interface:
 * `declare module "countersign/plugin" { interface Facts { … } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by augmentation
export interface Facts {}
export type FactName = keyof Facts;

/** Header fields by lower-case name; an array is sent as several lines. */
export type Headers = Record<string, string | string[]>;

/** The route an exchange came in by. */
export interface Route {
  /** As configured, such as `/v2/access`; the only form of the path that metrics may carry. */
  readonly prefix: string;
}

/** One client request and everything that happens because of it, to the last byte of the answer. */
export interface Exchange<Known extends FactName = never, Read extends FactName = never> {
  /** `req_…`, also in the answer's `x-request-id`, in every error body and log line. */
  readonly id: string;
  readonly route: Route;
  readonly method: string;
  /** Path and query as they came, byte for byte. */
  readonly target: string;
  /** The part of `target` before `?`. */
  readonly path: string;
  /** The part of `target` from `?` on, or the empty string. */
  readonly query: string;
  /** By lower-case name; checked to be well-formed and free of repeated singletons. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** The client's address; a forwarded one only if a trusted proxy named it. */
  readonly remoteAddress: string;
  /** When it began, on the clock's `elapsed` scale. */
  readonly startedAtMs: number;
  /** Facts of the plugins named in `requires` and `provides`, and perhaps those in `reads`. */
  readonly facts: Readonly<Pick<Facts, Known>> & Readonly<Partial<Pick<Facts, Read>>>;
  /** Header fields for whatever answer the client gets, errors included. */
  readonly answerHeaders: Headers;
  /** Aborts when the client leaves or the exchange is cut; created on first use. */
  readonly signal: AbortSignal;
  /**
   * The whole request body, read once and kept, so that it can still be forwarded.
   * @throws GatewayError `BODY_TOO_LARGE` beyond `maxBytes`, `REQUEST_TIMEOUT`, `CLIENT_CLOSED`.
   */
  readonly body: (maxBytes: number) => Promise<Buffer>;
  /** Shows each piece of the request body once, as it streams by. */
  readonly watchBody: (watch: (chunk: Buffer) => void) => void;
  /** Has the exchange go on to its end although the client leaves: what it does must be known afterwards. */
  readonly outliveClient: () => void;
}

/** The request about to go upstream, the same for every attempt. Edit it in place. */
export interface UpstreamRequest {
  method: string;
  /** `scheme://host[:port]`; whether the session may be sent there is checked when it is attached. */
  origin: string;
  /** Path and query exactly as they go on the wire and are signed. */
  path: string;
  /** End-to-end fields only; framing, host and the session's own fields are the engine's. */
  readonly headers: Headers;
  /** Replaces the client's body when set; an empty Buffer sends none. */
  body: Buffer | undefined;
}

/** For whom and with which rules an attempt is signed. */
export interface SignatureRequest {
  readonly environment: string;
  readonly connectionId: string;
  /** A revision the rules registry holds. */
  readonly revision: string;
}

/** One try at sending the exchange upstream. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** The reason of the retry that led to it; `undefined` for the first. */
  readonly retryOf: string | undefined;
  readonly request: UpstreamRequest;
  /** Whose pooled connections it uses where it is not signed; what is signed uses its connection's. */
  owner?: string;
  /** Where it leaves from; without one the engine refuses to send what is signed. */
  egress: Egress | undefined;
  /** Set to have the attempt signed as a connection; unset, it goes out without any session. */
  signature: SignatureRequest | undefined;
}

/** The first bytes of a body, decoded; `complete` if there were no more. */
export interface Peeked {
  readonly bytes: Buffer;
  readonly complete: boolean;
}

/** Works on a body as it streams: a function over chunks, or a node Transform. */
export type BodyTransform =
  ((chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer | string>) | Transform;

/** The upstream's answer before its first byte reaches the client. Edit it in place. */
export interface UpstreamResponse {
  status: number;
  /** End-to-end fields; `set-cookie` is already absorbed into the session. */
  readonly headers: Headers;
  readonly attempt: Attempt;
  /** Up to `maxBytes` of the decoded body, or of what replaced it; what streams to the client stays intact. */
  readonly peek: (maxBytes: number) => Promise<Peeked>;
  /** Sends this body instead of the upstream's. */
  readonly replace: (body: Buffer | string) => void;
  /** Shows each piece of the upstream's body once, as it streams by. */
  readonly watch: (watch: (chunk: Buffer) => void) => void;
  /** Runs the body through a transform while it streams; the last registered sees the upstream's bytes last. */
  readonly through: (transform: BodyTransform) => void;
}

/** How an exchange ended. */
export interface Outcome {
  /** The status sent; 499 when the client left before one was. */
  readonly status: number;
  /** `complete` from upstream, `replied` by a hook or control route, otherwise what cut it short. */
  readonly ending: "complete" | "replied" | "client-closed" | "upstream-closed" | "failed";
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly durationMs: number;
  /** The part spent waiting for upstream heads, over all attempts. */
  readonly upstreamMs: number;
  readonly attempts: number;
  readonly upstreamStatus?: number;
  readonly error?: GatewayError;
}
