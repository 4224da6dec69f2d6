import { parseSetCookie } from "./set-cookie.ts";

/** The cookies of one session with its one upstream host. Changes are in force at once. */
export interface CookieJar {
  /** The `cookie` field to send, without what has expired by `nowMs`; the same text until something changes. */
  readonly header: (nowMs?: number) => string;
  /** Takes `set-cookie` lines; `changed` names the cookies that got another value or were deleted. */
  readonly absorb: (
    setCookie: readonly string[],
    nowMs: number,
  ) => { readonly changed: readonly string[] };
  readonly get: (name: string) => string | undefined;
  /** When a cookie ends, if the upstream has said so to this jar. */
  readonly expiresAt: (name: string) => number | undefined;
  /** Values by name, in the order they are sent. A view: it follows later changes. */
  readonly entries: () => ReadonlyMap<string, string>;
}

/**
 * A jar filled from a `cookie` header such as a browser's. It holds at most 64 cookies of 4 KiB and
 * 12 KiB in all; what would exceed that is passed over, so that a hostile answer can push no session out.
 */
export function createCookieJar(header: string): CookieJar {
  const values = new Map<string, string>();
  const expiries = new Map<string, number>();
  let bytes = 0;
  let text: string | undefined;
  let firstExpiryMs = Infinity;

  function put(name: string, value: string, expiresAtMs: number | undefined): boolean {
    const previous = values.get(name);
    const size = name.length + value.length + 3;
    const after = bytes + size - (previous === undefined ? 0 : name.length + previous.length + 3);
    if (size > maxCookieBytes || after > maxJarBytes) return false;
    if (previous === undefined && values.size >= maxCookies) return false;
    if (expiresAtMs === undefined) expiries.delete(name);
    else expiries.set(name, expiresAtMs);
    firstExpiryMs = Math.min(firstExpiryMs, expiresAtMs ?? Infinity);
    if (previous === value) return false;
    values.set(name, value);
    bytes = after;
    text = undefined;
    return true;
  }

  function remove(name: string): boolean {
    const previous = values.get(name);
    if (previous === undefined) return false;
    values.delete(name);
    expiries.delete(name);
    bytes -= name.length + previous.length + 3;
    text = undefined;
    return true;
  }

  function removeExpired(nowMs: number): void {
    firstExpiryMs = Infinity;
    for (const [name, atMs] of expiries) {
      if (atMs <= nowMs) remove(name);
      else firstExpiryMs = Math.min(firstExpiryMs, atMs);
    }
  }

  for (const part of header.split(";")) {
    const cookie = parseSetCookie(part, 0);
    if (cookie !== undefined) put(cookie.name, cookie.value, undefined);
  }

  return {
    header: (nowMs = 0) => {
      if (nowMs >= firstExpiryMs) removeExpired(nowMs);
      return (text ??= cookieHeader(values));
    },
    absorb: (setCookie, nowMs) => {
      const changed = new Set<string>();
      for (const line of setCookie) {
        const cookie = parseSetCookie(line, nowMs);
        if (cookie === undefined || !isOurs(cookie)) continue;
        const { name, value, expiresAtMs } = cookie;
        // The upstream ends a session with `sess=deleted`, with or without a date in the past.
        const isDeleted =
          value === "deleted" || (expiresAtMs !== undefined && expiresAtMs <= nowMs);
        if (isDeleted ? remove(name) : put(name, value, expiresAtMs)) changed.add(name);
      }
      return { changed: [...changed] };
    },
    get: (name) => values.get(name),
    expiresAt: (name) => expiries.get(name),
    entries: () => values,
  };
}

/** Cookies as the `cookie` field that carries them. */
export function cookieHeader(cookies: Iterable<readonly [name: string, value: string]>): string {
  let header = "";
  for (const [name, value] of cookies) header += `${header && "; "}${name}=${value}`;
  return header;
}

const maxCookies = 64;
// RFC 6265bis §5.6 lets a user agent refuse a cookie beyond 4096 octets.
const maxCookieBytes = 4096;
const maxJarBytes = 12_288;

const site = "onlyfans.com";
const apiPath = "/api2/v2";

/** Whether a browser would send the cookie with the upstream's API calls (RFC 6265 §5.1.3, §5.1.4). */
function isOurs(cookie: {
  readonly domain: string | undefined;
  readonly path: string | undefined;
}): boolean {
  if (cookie.domain !== undefined && cookie.domain !== site) return false;
  const { path = apiPath } = cookie;
  return path.startsWith(apiPath) || apiPath.startsWith(path);
}
