import type { ErrorCode } from "../error-table.ts";
import type { GatewayError } from "../errors.ts";

/** The error types of RFC 9209 §2.3 that our errors are; the rest are refusals. */
const TYPES: Partial<Record<ErrorCode, string>> = {
  UPSTREAM_UNREACHABLE: "destination_unavailable",
  UPSTREAM_CLOSED: "connection_terminated",
  UPSTREAM_INVALID: "http_protocol_error",
  UPSTREAM_TIMEOUT: "http_response_timeout",
  UPSTREAM_BLOCKED: "http_request_denied",
  PROXY_ERROR: "proxy_internal_response",
  EGRESS_TIMEOUT: "connection_timeout",
  INTERNAL_ERROR: "proxy_internal_error",
  PLUGIN_FAILED: "proxy_internal_error",
  OVERLOADED: "connection_limit_reached",
};

/** The `Proxy-Status` member for an error of the gateway's own (RFC 9209). */
export function proxyStatus(error: GatewayError): string {
  const { upstream } = error.details;
  const received = upstream === undefined ? "" : `; received-status=${upstream.status}`;
  return `countersign; error=${TYPES[error.code] ?? "http_request_denied"}; details="${error.code}"${received}`;
}
