import type { UpstreamRequest } from "../chain/exchange.ts";
import type { Retry } from "../chain/retry.ts";
import type { Clock } from "../clock.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { RetryBudget } from "./router.ts";

/** Says whether one exchange may be sent once more. */
export class Retries {
  /** The reason granted last. */
  last: string | undefined;
  readonly #clock: Clock;
  readonly #budget: RetryBudget;
  readonly #exchange: ClientExchange;
  readonly #request: UpstreamRequest;
  #granted: string[] | undefined;

  constructor(
    clock: Clock,
    budget: RetryBudget,
    exchange: ClientExchange,
    request: UpstreamRequest,
  ) {
    this.#clock = clock;
    this.#budget = budget;
    this.#exchange = exchange;
    this.#request = request;
  }

  /**
   * Grants a retry within the budgets, once per reason, if the body can be sent again and repeating
   * cannot execute anything twice.
   */
  grant(wish: Retry | undefined): boolean {
    if (wish?.nothingExecuted !== true || this.#granted?.includes(wish.reason)) return false;
    const { attempts, startedAtMs, res, abortReason, requestBody } = this.#exchange;
    const spentMs = this.#clock.elapsed() - startedAtMs + wish.delayMs;
    if (attempts >= this.#budget.maxAttempts || spentMs > this.#budget.budgetMs) return false;
    if (res.headersSent || abortReason !== undefined) return false;
    if (this.#request.body === undefined && !requestBody.isReplayable) return false;
    this.#granted ??= [];
    this.#granted.push(wish.reason);
    this.last = wish.reason;
    return true;
  }
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
    exchange.underWay = { abort: reject };
    await promise.finally(() => clock.clearTimeout(timer));
  }
  if (exchange.abortReason !== undefined) throw exchange.abortReason;
}
