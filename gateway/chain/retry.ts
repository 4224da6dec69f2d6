const brand = Symbol.for("countersign.retry");

/** A plugin's wish that the exchange be sent upstream once more; see `retry`. */
export class Retry {
  readonly [brand] = true;

  readonly reason: string;
  readonly delayMs: number;
  readonly nothingExecuted: boolean;

  constructor(reason: string, delayMs: number, nothingExecuted: boolean) {
    this.reason = reason;
    this.delayMs = delayMs;
    this.nothingExecuted = nothingExecuted;
  }
}

/**
 * Asks the engine for another attempt. It is granted only while nothing was sent to the client, the
 * attempt and time budgets allow it, at most once per `reason`, and if the body can be replayed.
 * Say `nothingExecuted` when the answer proves that the upstream did nothing (a refused signature):
 * only then may a POST or PATCH be repeated (RFC 9110 §9.2.2).
 */
export function retry(
  reason: string,
  options: { readonly delayMs?: number; readonly nothingExecuted?: boolean } = {},
): Retry {
  return new Retry(reason, options.delayMs ?? 0, options.nothingExecuted ?? false);
}

/** Whether a hook's result is a `Retry`, also one made by another copy of this module. */
export function isRetry(value: unknown): value is Retry {
  return typeof value === "object" && value !== null && brand in value;
}
