import type { IncomingHttpHeaders } from "node:http";
import type { Headers } from "../chain/exchange.ts";

/** Which end-to-end fields pass; without a list all do. */
export interface HeaderPolicy {
  readonly request: readonly string[] | undefined;
  readonly response: ReadonlySet<string> | undefined;
}

/** RFC 9110 §7.6.1, with the fields that only ever concerned one hop. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

/** What a client must not tell the upstream on a route that passes every field: who it says it is and how it came. */
const OURS = new Set([
  "host",
  "content-length",
  "expect",
  "apikey",
  "x-api-key",
  "x-connection-id",
  "x-real-ip",
  "forwarded",
  "via",
]);

/** The client's fields that go upstream: the policy's list, never a hop-by-hop or nominated one. */
export function requestHeaders(headers: IncomingHttpHeaders, policy: HeaderPolicy): Headers {
  const nominated = nominatedBy(headers.connection);
  const kept: Headers = {};
  if (policy.request !== undefined) {
    for (const name of policy.request) {
      const value = headers[name];
      if (value !== undefined && nominated?.has(name) !== true) kept[name] = value;
    }
    return kept;
  }
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP_BY_HOP.has(name) || OURS.has(name)) continue;
    if (name.startsWith("x-forwarded-")) continue;
    if (nominated?.has(name) !== true) kept[name] = value;
  }
  return kept;
}

/** The upstream's fields that reach the client; `set-cookie` is never among them on a route with a policy. */
export function responseHeaders(headers: IncomingHttpHeaders, policy: HeaderPolicy): Headers {
  const nominated = nominatedBy(headers.connection);
  const kept: Headers = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP_BY_HOP.has(name)) continue;
    if (policy.response?.has(name) === false || nominated?.has(name) === true) continue;
    kept[name] = value;
  }
  return kept;
}

function nominatedBy(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined) return undefined;
  if (connection === "keep-alive" || connection === "close") return undefined;
  return new Set(connection.split(",").map((name) => name.trim().toLowerCase()));
}
