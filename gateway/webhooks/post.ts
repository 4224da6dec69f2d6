import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Clock } from "../clock.ts";
import { guardLookup, RefusedAddressError, type Resolve } from "./guard-lookup.ts";
import { checkUrl, hostOf } from "./check-url.ts";
import type { Reach } from "./reach.ts";

/** What came of a request to an endpoint. */
export interface PostResult {
  /** The receiver's status, if it answered. */
  readonly status: number | undefined;
  /** `ok`, `status`, `given_up` if it was not waited for, or what went wrong in a word: never anything the other side said. */
  readonly result: string;
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number | undefined;
  readonly durationMs: number;
}

/** Sends one delivery; it resolves whatever happens, within the time it may take. */
export type Post = (
  url: string,
  reach: Reach,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<PostResult>;

const MAX_ANSWER_BYTES = 16_384;

/** Makes requests on connections of their own, to addresses that may be reached, following nothing. */
export function createPost(options: {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly resolve: Resolve;
  /** Gives up what has no answer yet. */
  readonly signal: AbortSignal;
  /** @throws if the destination is this process. */
  readonly assertForeign: (destination: { readonly host: string; readonly port: number }) => void;
}): Post {
  const { clock, timeoutMs, resolve, signal, assertForeign } = options;

  return async (url, reach, headers, body) => {
    const startedMs = clock.elapsed();
    const { promise, resolve: end } = Promise.withResolvers<Omit<PostResult, "durationMs">>();
    let status: number | undefined;
    let retryAfterMs: number | undefined;
    const finish = (result: string) =>
      end({ status, result: status === undefined ? result : verdict(status), retryAfterMs });
    let sending: ReturnType<typeof httpRequest> | undefined;
    const timer = clock.setTimeout(() => {
      finish("timeout");
      sending?.destroy();
    }, timeoutMs);
    try {
      const target = checkUrl(url, reach);
      const isTls = target.protocol === "https:";
      const [host, port] = [hostOf(target), Number(target.port || (isTls ? 443 : 80))];
      assertForeign({ host, port });
      sending = (isTls ? httpsRequest : httpRequest)(target, {
        method: "POST",
        // A connection that is kept could outlive what its name means.
        agent: false,
        signal,
        maxHeaderSize: MAX_ANSWER_BYTES,
        lookup: guardLookup(resolve, reach, (address) => assertForeign({ host: address, port })),
        headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      });
      sending.once("response", (response) => {
        status = response.statusCode ?? 0;
        retryAfterMs = askedMs(response, clock);
        // The status is the answer. What follows is read so far that an honest receiver can finish.
        drain(response).then(
          () => finish("ok"),
          () => finish("ok"),
        );
      });
      sending.once("error", (error) => finish(wordFor(error)));
      sending.end(body);
    } catch {
      finish("refused_address");
    }
    const result = await promise;
    clock.clearTimeout(timer);
    sending?.on("error", () => undefined).destroy();
    return { ...result, durationMs: Math.round(clock.elapsed() - startedMs) };
  };
}

async function drain(response: IncomingMessage): Promise<void> {
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) return;
  }
}

function verdict(status: number): string {
  return status >= 200 && status < 300 ? "ok" : "status";
}

function askedMs({ headers }: IncomingMessage, clock: Clock): number | undefined {
  const text = headers["retry-after"];
  if (text === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - clock.now()) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? undefined : seconds * 1000;
}

function wordFor(error: Error): string {
  if (error instanceof RefusedAddressError) return "refused_address";
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ABORT_ERR") return "given_up";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unresolved";
  if (/CERT|TLS|SSL|SIGNATURE|SELF_SIGNED/.test(code)) return "tls";
  return code === "ECONNREFUSED" ? "unreachable" : "broken";
}
