import type { IncomingMessage } from "node:http";
import { refusal, type Refusal } from "./refusal.ts";

/** How large a request head may be. */
export interface HeadLimits {
  readonly maxHeaders: number;
  readonly maxTargetBytes: number;
}

/** Fields that mean one thing and so may occur once; Node keeps the first of some and joins others. */
const SINGLETONS = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "content-type",
  "authorization",
  "apikey",
  "x-api-key",
  "x-connection-id",
  "expect",
  "upgrade",
  "range",
]);

/** A credential that is sent twice says two things, whoever reads it. */
const CREDENTIAL = /(?:^|-)(?:key|token|secret)$/;

/** reg-name, IPv4 or bracketed IPv6, with an optional port (RFC 9110 §7.2): no userinfo, no path, no list. */
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
/** Printable ASCII without the characters parsers disagree on: `#` (RFC 9112 §3.2.1 allows no fragment), `\`, and what must be escaped anyway. */
const TARGET = /^[\x21\x24-\x5b\x5d-\x7e"]+$/;

/**
 * What is wrong with a request head beyond what Node's parser refuses, or `undefined`. Every rule
 * closes a difference between parsers that lets one request be read as two (RFC 9112 §2.2, §3, §6).
 */
export function checkHead(req: IncomingMessage, limits: HeadLimits): Refusal | undefined {
  return checkVersion(req) ?? checkTarget(req, limits) ?? checkFields(req, limits);
}

function checkVersion({ httpVersionMajor, httpVersionMinor }: IncomingMessage) {
  return httpVersionMajor === 1 && httpVersionMinor <= 1
    ? undefined
    : refusal(
        "version",
        "HTTP_VERSION_NOT_SUPPORTED",
        "Only HTTP/1.1 and HTTP/1.0 are spoken here.",
      );
}

function checkTarget({ method, url = "" }: IncomingMessage, { maxTargetBytes }: HeadLimits) {
  if (method === "CONNECT" || method === "TRACE") {
    return refusal("method", "METHOD_NOT_ALLOWED", `${method} is not served here.`);
  }
  if (url.length > maxTargetBytes) {
    return refusal(
      "target-size",
      "URI_TOO_LONG",
      `The request target is longer than ${maxTargetBytes} bytes.`,
    );
  }
  if (!TARGET.test(url)) {
    return refusal(
      "target",
      "BAD_REQUEST",
      "The request target holds a character that must be escaped.",
    );
  }
  if (!url.startsWith("/") && !(method === "OPTIONS" && url === "*")) {
    return refusal(
      "target",
      "BAD_REQUEST",
      "The request target must be a path that begins with `/`.",
    );
  }
  return undefined;
}

function checkFields(req: IncomingMessage, { maxHeaders }: HeadLimits): Refusal | undefined {
  const { headers, rawHeaders } = req;
  if (rawHeaders.length > maxHeaders * 2) {
    return refusal(
      "header-count",
      "HEADERS_TOO_LARGE",
      `There are more than ${maxHeaders} header fields.`,
    );
  }
  if (hasUnderscore(rawHeaders)) {
    return refusal(
      "underscore",
      "BAD_REQUEST",
      "A field name with `_` is read as `-` by some servers.",
    );
  }
  // As many names as lines means that no field is repeated; only then is the slow look needed.
  if (Object.keys(headers).length * 2 !== rawHeaders.length) {
    const repeated = repeatedSingleton(rawHeaders);
    if (repeated !== undefined) {
      return refusal("repeated", "BAD_REQUEST", `The field \`${repeated}\` may be sent once.`);
    }
  }
  const host = headers.host;
  if (host === undefined ? req.httpVersionMinor === 1 : !HOST.test(host)) {
    return refusal("host", "BAD_REQUEST", "One well-formed Host field is needed (RFC 9112 §3.2).");
  }
  return checkFraming(req);
}

function checkFraming({ headers, httpVersionMinor }: IncomingMessage): Refusal | undefined {
  const coding = headers["transfer-encoding"];
  if (coding !== undefined) {
    if (coding.toLowerCase() !== "chunked" || httpVersionMinor === 0) {
      return refusal(
        "framing",
        "BAD_REQUEST",
        "The only transfer coding is `chunked`, in HTTP/1.1.",
      );
    }
    if (headers["content-length"] !== undefined) {
      return refusal("framing", "BAD_REQUEST", "A body has a length or is chunked, not both.");
    }
  }
  if (headers.upgrade !== undefined && (coding !== undefined || hasLength(headers))) {
    return refusal("upgrade", "BAD_REQUEST", "A request with a body cannot be an upgrade.");
  }
  const expect = headers.expect;
  if (expect !== undefined && expect.toLowerCase() !== "100-continue") {
    return refusal("expect", "EXPECTATION_FAILED", "Only `Expect: 100-continue` can be met.");
  }
  return undefined;
}

function hasLength(headers: IncomingMessage["headers"]): boolean {
  return headers["content-length"] !== undefined && Number(headers["content-length"]) > 0;
}

function hasUnderscore(rawHeaders: readonly string[]): boolean {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    // `__proto__` and its like are no twin of anything, and harmless.
    if (rawHeaders[i]?.includes("_") === true && !rawHeaders[i]?.startsWith("_")) return true;
  }
  return false;
}

function repeatedSingleton(rawHeaders: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? "").toLowerCase();
    if (!SINGLETONS.has(name) && !CREDENTIAL.test(name)) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}
