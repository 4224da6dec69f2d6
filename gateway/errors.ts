import { ERRORS, type ErrorCode, type Source } from "./error-table.ts";

/** What may be said about one occurrence of an error beyond its row in the table. */
export interface ErrorDetails {
  /** Overrides the row: a rate limit of the upstream is not the caller's. */
  readonly source?: Source;
  readonly status?: number;
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
  /** A word a program can act on, such as `expired` or `challenged`. */
  readonly reason?: string;
  readonly actionRequired?: string;
  readonly nextActions?: readonly string[];
  /** What the upstream said, where the answer replaces the upstream's own. */
  readonly upstream?: {
    readonly status: number;
    readonly code?: number;
    readonly message?: string;
  };
  /** For the log only; it never reaches a client. */
  readonly cause?: unknown;
  /** The plugin and hook that failed; for log and metrics. */
  readonly plugin?: string;
  readonly phase?: string;
}

/** An error a client may see: a row of `ERRORS` with one sentence about this occurrence. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, detail: string, details: ErrorDetails = {}) {
    super(detail, { cause: details.cause });
    this.name = "GatewayError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return this.details.status ?? ERRORS[this.code].status;
  }

  get source(): Source {
    return this.details.source ?? ERRORS[this.code].source;
  }

  get retryable(): boolean {
    return this.details.retryable ?? ERRORS[this.code].retryable;
  }
}

/** The error as itself, or anything else thrown as an `INTERNAL_ERROR` that keeps its cause for the log. */
export function toGatewayError(thrown: unknown): GatewayError {
  return thrown instanceof GatewayError
    ? thrown
    : new GatewayError("INTERNAL_ERROR", "An unexpected error occurred.", { cause: thrown });
}

/** The `application/problem+json` body of an error, readable by clients of either convention (RFC 9457 and `{error, type}`). */
export function problem(
  error: GatewayError,
  requestId: string,
  instance: string,
): Record<string, unknown> {
  const { code, details } = error;
  return {
    type: code,
    title: ERRORS[code].title,
    status: error.status,
    detail: error.message,
    instance,
    error: error.message,
    message: error.message,
    code,
    requestId,
    source: error.source,
    retryable: error.retryable,
    ...(details.reason !== undefined && { reason: details.reason }),
    ...(details.retryAfterSeconds !== undefined && { retryAfter: details.retryAfterSeconds }),
    ...(details.actionRequired !== undefined && { actionRequired: details.actionRequired }),
    nextActions: details.nextActions ?? [ERRORS[code].remedy],
    ...(details.upstream !== undefined && { upstream: details.upstream }),
  };
}
