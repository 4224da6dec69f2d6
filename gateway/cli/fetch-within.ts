import type { Clock } from "../clock.ts";

/** `fetch` with a deadline. */
export async function fetchWithin(
  clock: Clock,
  withinMs: number,
  url: string,
  init: RequestInit,
): Promise<Response> {
  const deadline = new AbortController();
  const timer = clock.setTimeout(() => deadline.abort(), withinMs);
  try {
    return await fetch(url, { ...init, signal: deadline.signal });
  } finally {
    clock.clearTimeout(timer);
  }
}
