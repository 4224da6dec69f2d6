import type { GatewayError } from "../errors.ts";

const brand = Symbol.for("countersign.retry");

/** A plugin's wish that the exchange be sent upstream once more; see `retry`. */
export class Retry {
  readonly [brand] = true;

  readonly reason: string;
  readonly delayMs: number;
  readonly nothingExecuted: boolean;
  readonly otherwise: GatewayError | undefined;

  constructor(reason: string, options: RetryOptions) {
    this.reason = reason;
    this.delayMs = options.delayMs ?? 0;
    this.nothingExecuted = options.nothingExecuted ?? false;
    this.otherwise = options.otherwise;
  }
}

/** How a retry is asked for. */
export interface RetryOptions {
  readonly delayMs?: number;
  /** The answer proves that the upstream did nothing; only then may a POST or PATCH be repeated (RFC 9110 §9.2.2). */
  readonly nothingExecuted?: boolean;
  /** The exchange fails with this where the retry is not granted; without it the answer goes on as it is. */
  readonly otherwise?: GatewayError;
}

/**
 * Asks the engine for another attempt. It is granted only while nothing was sent to the client, the
 * attempt and time budgets allow it, at most once per `reason`, and if the body can be replayed.
 */
export function retry(reason: string, options: RetryOptions = {}): Retry {
  return new Retry(reason, options);
}

/** Whether a hook's result is a `Retry`, also one made by another copy of this module. */
export function isRetry(value: unknown): value is Retry {
  return typeof value === "object" && value !== null && brand in value;
}
