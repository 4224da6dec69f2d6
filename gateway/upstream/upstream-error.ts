import type { ErrorCode } from "../error-table.ts";
import { GatewayError, type ErrorDetails } from "../errors.ts";
import type { Classification, Kind } from "./classify.ts";

/** The error that stands for an answer where the gateway answers in its own form, and in the log; `undefined` for `ok`. */
export function upstreamError(answer: Classification): GatewayError | undefined {
  if (answer.kind === "ok") return undefined;
  const { status, code, message, retryAfterSeconds } = answer;
  const [errorCode, detail, details] = meaning(answer.kind, status);
  return new GatewayError(errorCode, detail, {
    ...details,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    upstream: {
      status,
      ...(code !== undefined && { code }),
      ...(message !== undefined && { message }),
    },
  });
}

/** The row of the error table an answer belongs to, and the sentence that says so. */
function meaning(
  kind: Exclude<Kind, "ok">,
  status: number,
): readonly [code: ErrorCode, detail: string, details?: ErrorDetails] {
  switch (kind) {
    case "stale-rules":
      return ["RULES_OUTDATED", "The upstream refused the signature."];
    case "session-dead":
      return ["SESSION_EXPIRED", "The upstream no longer accepts this session.", expired];
    case "wrong-user":
      return ["SESSION_EXPIRED", "The session's credentials do not belong together.", mixed];
    case "second-factor":
      return ["SESSION_EXPIRED", "The upstream asks for a second factor.", challenged];
    case "captcha":
      return ["SESSION_EXPIRED", "The upstream asks the account owner for a captcha.", challenged];
    case "face-check":
      return ["SESSION_EXPIRED", "The upstream asks for a face check.", challenged];
    case "not-found":
      return ["RESOURCE_NOT_FOUND", "The upstream does not know this resource."];
    case "rate-limited":
      return ["RATE_LIMIT_EXCEEDED", "The upstream limits the rate.", { source: "upstream" }];
    case "blocked":
      return ["UPSTREAM_BLOCKED", "The upstream's edge blocked the request."];
    case "maintenance":
      return ["UPSTREAM_MAINTENANCE", "The upstream is in maintenance."];
    case "html":
      return ["UPSTREAM_INVALID", "The upstream answered with a web page instead of JSON."];
    case "server-error":
      return status === 504
        ? ["UPSTREAM_TIMEOUT", "The upstream's own servers did not answer in time."]
        : [
            "UPSTREAM_UNREACHABLE",
            `The upstream failed with status ${status}.`,
            { retryable: status >= 500 },
          ];
    case "caller-fault":
      return status === 403
        ? ["FORBIDDEN", "The upstream does not allow this account to do that."]
        : ["BAD_REQUEST", `The upstream refused the request with status ${status}.`];
  }
}

const expired: ErrorDetails = { reason: "expired", actionRequired: "relink" };
const mixed: ErrorDetails = {
  ...expired,
  nextActions: [
    "Import the session again with cookies, user agent and x-bc of one and the same browser, or ask the account owner to link the account again.",
  ],
};
const challenged: ErrorDetails = { reason: "challenged", actionRequired: "verify" };
