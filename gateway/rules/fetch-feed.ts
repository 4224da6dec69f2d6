import { fileURLToPath } from "node:url";
import type { Clock } from "../clock.ts";
import { readStable } from "../config/watch.ts";
import { isLoopbackHost } from "../loopback.ts";
import type { Signers } from "./envelope.ts";
import { RulesProblem, type Problem } from "./problem.ts";
import { decodeJson, MAX_JSON_BYTES } from "./strict-json.ts";

/** A place that publishes rules documents. */
export interface Feed {
  /** `https:`, `file:`, or `http:` to loopback. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly intervalMs?: number;
  /** Allows `http:` to anywhere: whoever is on the way can then change what is signed. */
  readonly allowHttp?: boolean;
  /** Takes nothing but documents in an envelope that these have signed. */
  readonly signedBy?: Signers | undefined;
}

/** What to send so that an unchanged document is not sent again (RFC 9110 §13.1). */
export type Validators = Readonly<Record<string, string>>;

/** A document, or nothing because it has not changed. */
export interface Fetched {
  readonly text: string | undefined;
  readonly validators: Validators;
}

const TIMEOUT_MS = 10_000;

/** What is wrong with a feed's address. */
export function checkFeed({ url, allowHttp }: Feed): Problem | undefined {
  if (!URL.canParse(url)) return { place: "", reason: "the feed's URL is not valid" };
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:" || protocol === "file:") return undefined;
  if (protocol === "http:" && (isLoopbackHost(hostname) || allowHttp === true)) return undefined;
  return { place: "", reason: "a feed must be https:, file:, or http: to loopback (or allowHttp)" };
}

/** The feed as logs may name it: without query and credentials. */
export function feedName({ url }: Feed): string {
  if (!URL.canParse(url)) return "a feed whose URL is not valid";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/**
 * Asks a feed for its document: one conditional GET, bounded in time and size, no redirects.
 * @throws RulesProblem saying what the feed did instead.
 */
export async function fetchFeed(
  feed: Feed,
  validators: Validators,
  clock: Clock,
  closing: AbortSignal,
): Promise<Fetched> {
  if (new URL(feed.url).protocol === "file:") {
    const bytes = await readStable(fileURLToPath(feed.url), MAX_JSON_BYTES, clock);
    return { text: decodeJson(bytes), validators };
  }
  const deadline = new AbortController();
  const timer = clock.setTimeout(() => {
    deadline.abort();
  }, TIMEOUT_MS);
  try {
    const response = await fetch(feed.url, {
      headers: { accept: "application/json", ...feed.headers, ...validators },
      redirect: "manual",
      signal: AbortSignal.any([deadline.signal, closing]),
    });
    return await readResponse(response, validators);
  } catch (thrown) {
    if (thrown instanceof RulesProblem) throw thrown;
    const reason = deadline.signal.aborted
      ? `the feed took longer than ${TIMEOUT_MS / 1000} s`
      : "the feed cannot be reached";
    throw new RulesProblem({ place: "", reason });
  } finally {
    clock.clearTimeout(timer);
  }
}

async function readResponse(response: Response, validators: Validators): Promise<Fetched> {
  if (response.status === 304) {
    await response.body?.cancel();
    return { text: undefined, validators };
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new RulesProblem({
      place: "",
      reason: `the feed answered ${response.status}; only 200 and 304 are taken, redirects are not followed`,
    });
  }
  const text = decodeJson(await readBounded(response));
  const etag = response.headers.get("etag");
  const lastModified = response.headers.get("last-modified");
  return {
    text,
    validators: {
      ...(etag !== null && { "if-none-match": etag }),
      ...(lastModified !== null && { "if-modified-since": lastModified }),
    },
  };
}

async function readBounded({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body === null) return Buffer.alloc(0);
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (size > MAX_JSON_BYTES)
      throw new RulesProblem({
        place: "",
        reason: `the feed sent more than ${MAX_JSON_BYTES / 1024} KiB`,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
