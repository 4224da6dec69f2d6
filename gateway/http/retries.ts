import type { UpstreamRequest } from "../chain/exchange.ts";
import type { Retry } from "../chain/retry.ts";
import type { Clock } from "../clock.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { RetryBudget } from "./router.ts";

/** Says whether an exchange may be sent once more. */
export interface Retries {
  /**
   * Grants a retry within the budgets, once per reason, if the body can be sent again and repeating
   * cannot execute anything twice.
   */
  readonly grant: (wish: Retry | undefined) => boolean;
  /** The reason granted last. */
  readonly last: () => string | undefined;
}

/** The retries of one exchange. */
export function createRetries(
  clock: Clock,
  budget: RetryBudget,
  exchange: ClientExchange,
  request: UpstreamRequest,
): Retries {
  let granted: Set<string> | undefined;
  let last: string | undefined;
  return {
    last: () => last,
    grant: (wish) => {
      if (wish === undefined || !wish.nothingExecuted || granted?.has(wish.reason)) return false;
      const spentMs = clock.elapsed() - exchange.startedAtMs + wish.delayMs;
      if (exchange.attempts >= budget.maxAttempts || spentMs > budget.budgetMs) return false;
      if (exchange.res.headersSent || exchange.abortReason !== undefined) return false;
      if (request.body === undefined && !exchange.requestBody.isReplayable) return false;
      granted ??= new Set();
      granted.add(wish.reason);
      last = wish.reason;
      return true;
    },
  };
}

/** Waits, or throws the reason as soon as the exchange is cut. */
export async function pause(
  clock: Clock,
  exchange: ClientExchange,
  delayMs: number,
): Promise<void> {
  if (delayMs > 0) {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const timer = clock.setTimeout(() => resolve(undefined), delayMs);
    exchange.onAbort = reject;
    await promise.finally(() => clock.clearTimeout(timer));
  }
  if (exchange.abortReason !== undefined) throw exchange.abortReason;
}
