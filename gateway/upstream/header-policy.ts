import type { HeaderPolicy } from "../http/headers.ts";

/**
 * What passes where a session is in play, both ways deny by default. Upstream: nothing of the client's
 * that could contradict the session (cookie, user agent, origin, referer, signature, forwarding and
 * trace fields). Downstream: nothing of the session's or the upstream's edge.
 */
export const SESSION_POLICY: HeaderPolicy = {
  request: [
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-md5",
    "content-range",
    "content-type",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "pragma",
    "range",
  ],
  response: new Set([
    "accept-ranges",
    "age",
    "allow",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "location",
    "pragma",
    "retry-after",
    "vary",
    "warning",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
  ]),
};

/** A plain chain has no session to protect: every end-to-end field passes. */
export const PLAIN_POLICY: HeaderPolicy = { request: undefined, response: undefined };
