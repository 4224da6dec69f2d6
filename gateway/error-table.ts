/** Whose fault an error is; it decides who is asked to act. */
export type Source = "caller" | "gateway" | "plugin" | "rules" | "session" | "egress" | "upstream";

interface Row {
  readonly status: number;
  readonly source: Source;
  readonly title: string;
  /** Whether the same request, sent again unchanged, may succeed. */
  readonly retryable: boolean;
  /** What the reader can do about it: the default of `nextActions`. */
  readonly remedy: string;
}

const row = (
  status: number,
  source: Source,
  title: string,
  remedy: string,
  retryable = false,
): Row => ({ status, source, title, remedy, retryable });

/** Every way the gateway itself refuses or fails: the one table behind answers, docs and metrics. */
export const ERRORS = {
  BAD_REQUEST: row(400, "caller", "The request is malformed", "Correct the request."),
  UNAUTHORIZED: row(
    401,
    "caller",
    "The API key is missing, unknown or revoked",
    "Send a valid key as `apikey`, `X-API-Key` or `Authorization: Bearer`.",
  ),
  SESSION_NOT_PROVIDED: row(
    401,
    "caller",
    "No such connection for this key",
    "Send the `x-connection-id` of a connection of this organization and environment, or link one.",
  ),
  SESSION_EXPIRED: row(
    401,
    "session",
    "The connection's session can no longer be used",
    "Ask the account owner to link the account again.",
  ),
  RULES_OUTDATED: row(
    401,
    "rules",
    "The upstream refused the signature: the signing rules are outdated",
    "Wait for newer rules, or add a rules document or feed; then send the request again.",
    true,
  ),
  FORBIDDEN: row(
    403,
    "caller",
    "The key or the grant does not allow this",
    "Ask for the permission that the detail names.",
  ),
  RESOURCE_NOT_FOUND: row(404, "caller", "No such resource", "Check the ID."),
  ROUTE_NOT_FOUND: row(404, "caller", "No such route", "Check the path."),
  METHOD_NOT_ALLOWED: row(405, "caller", "The method is not allowed here", "Use another method."),
  REQUEST_TIMEOUT: row(
    408,
    "caller",
    "The request did not arrive in time",
    "Send the request faster.",
    true,
  ),
  IDEMPOTENCY_IN_PROGRESS: row(
    409,
    "caller",
    "A request with this idempotency key is still running",
    "Wait for the first to end.",
    true,
  ),
  CONFLICT: row(409, "caller", "The resource changed meanwhile", "Read it again and repeat."),
  BODY_TOO_LARGE: row(413, "caller", "The body is too large", "Send less, or in parts."),
  URI_TOO_LONG: row(414, "caller", "The request target is too long", "Shorten the URL."),
  EXPECTATION_FAILED: row(
    417,
    "caller",
    "Only `Expect: 100-continue` can be met",
    "Leave the Expect header out.",
  ),
  IDEMPOTENCY_MISMATCH: row(
    422,
    "caller",
    "The idempotency key was used with another body",
    "Use a new key for a new request.",
  ),
  RATE_LIMIT_EXCEEDED: row(
    429,
    "caller",
    "Too many requests",
    "Wait for the time in `Retry-After`.",
    true,
  ),
  HEADERS_TOO_LARGE: row(431, "caller", "The header section is too large", "Send fewer headers."),
  CLIENT_CLOSED: row(499, "caller", "The client left before the answer", "Nothing to do.", true),
  INTERNAL_ERROR: row(
    500,
    "gateway",
    "The gateway failed",
    "Report the request ID to the operator.",
  ),
  PLUGIN_FAILED: row(
    500,
    "plugin",
    "A plugin failed",
    "Report the request ID to the operator, who finds plugin and cause in the log.",
  ),
  UPSTREAM_UNREACHABLE: row(
    502,
    "upstream",
    "The upstream cannot be reached",
    "Try again later.",
    true,
  ),
  UPSTREAM_CLOSED: row(
    502,
    "upstream",
    "The upstream closed the connection before its answer was complete",
    "Check whether the request took effect before you repeat it.",
  ),
  UPSTREAM_INVALID: row(
    502,
    "upstream",
    "The upstream's answer is not valid HTTP",
    "Try again later.",
  ),
  PROXY_ERROR: row(
    502,
    "egress",
    "The connection's outbound proxy failed",
    "Check the proxy, or give the connection another one.",
    true,
  ),
  OVERLOADED: row(
    503,
    "gateway",
    "The gateway is at its limit",
    "Send the request again later.",
    true,
  ),
  DRAINING: row(503, "gateway", "The gateway is shutting down", "Send the request again.", true),
  NOT_READY: row(
    503,
    "gateway",
    "The gateway is not ready",
    "Ask the operator for `/readyz`.",
    true,
  ),
  UPSTREAM_BLOCKED: row(
    503,
    "upstream",
    "The upstream's edge refuses this outbound address",
    "Slow down, or use another outbound proxy.",
  ),
  UPSTREAM_MAINTENANCE: row(503, "upstream", "The upstream is in maintenance", "Try later.", true),
  UPSTREAM_TIMEOUT: row(504, "upstream", "The upstream did not answer in time", "Try again.", true),
  EGRESS_TIMEOUT: row(
    504,
    "egress",
    "The connection's outbound proxy did not answer in time",
    "Check the proxy.",
    true,
  ),
  HTTP_VERSION_NOT_SUPPORTED: row(505, "caller", "Only HTTP/1.1 is spoken here", "Use HTTP/1.1."),
} as const satisfies Record<string, Row>;

/** The stable name of an error; match on it, not on its text. */
export type ErrorCode = keyof typeof ERRORS;
