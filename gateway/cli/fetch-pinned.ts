import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { buffer } from "node:stream/consumers";
import type { Clock } from "../clock.ts";
import { fetchWithin } from "./admin-api.ts";

/** What is asked. */
export interface Asked {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Asks the gateway at its own address. Under TLS its certificate is for another name than that, so it
 * is known by the file it is served from, and by nothing else where there is one.
 */
export async function fetchPinned(
  clock: Clock,
  withinMs: number,
  url: string,
  asked: Asked,
  certFile: string | undefined,
): Promise<Response> {
  if (certFile === undefined || !url.startsWith("https:"))
    return fetchWithin(clock, withinMs, url, asked);
  const ca = await readFile(certFile);
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const { method = "GET", headers, body } = asked;
  const pinned = { ca, allowPartialTrustChain: true, checkServerIdentity: () => undefined };
  const sent = request(url, { method, headers, ...pinned }, (answer) => {
    buffer(answer).then(
      (bytes) => resolve(new Response(new Uint8Array(bytes), { status: answer.statusCode ?? 500 })),
      reject,
    );
  });
  sent.on("error", reject);
  const timer = clock.setTimeout(() => sent.destroy(new Error("no answer in time")), withinMs);
  sent.end(body);
  return promise.finally(() => clock.clearTimeout(timer));
}
