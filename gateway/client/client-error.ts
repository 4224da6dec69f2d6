import type { components } from "./api.d.ts";

/** The body of every error that the gateway makes itself (RFC 9457). */
export type Problem = components["schemas"]["Problem"];

/** An answer that is no success. */
export class CountersignError extends Error {
  override readonly name: string = "CountersignError";
  readonly status: number;
  /** Such as `SESSION_EXPIRED`; `HTTP_502` where something between here and the gateway answered. */
  readonly code: string;
  /** What the gateway says: whose fault it is, whether to retry, what to do. */
  readonly problem: Problem | undefined;

  constructor(status: number, body: unknown) {
    const problem = isProblem(body) ? body : undefined;
    super(problem?.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.code = problem?.code ?? `HTTP_${status}`;
    this.problem = problem;
  }

  /** Whether the same request may succeed when it is sent again. */
  get isRetryable(): boolean {
    return this.problem?.retryable ?? this.status >= 500;
  }

  /** How long to wait before that, where the gateway says so. */
  get retryAfterMs(): number | undefined {
    const seconds = this.problem?.retryAfter;
    return seconds === undefined ? undefined : seconds * 1_000;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
