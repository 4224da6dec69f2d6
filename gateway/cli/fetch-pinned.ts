import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { buffer } from "node:stream/consumers";
import type { Clock } from "../clock.ts";
import { fetchWithin } from "./fetch-within.ts";

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
    return fetchWithin(clock, withinMs, url, { ...asked, redirect: "error" });
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

/** What is said where the gateway is not known by its certificate, and what to do. */
export const UNTRUSTED = {
  found: "the gateway's certificate is not known here",
  remedy: "Run this with the gateway's own settings: TLS_CERT names the certificate it serves.",
} as const;

/** Whether a gateway was reached, and its certificate is not known. */
export function isUntrusted(error: unknown): boolean {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  const { code: inner } = (cause ?? {}) as { readonly code?: unknown };
  return [code, inner].some((each) => /CERT|SIGNATURE/.test(String(each)));
}
