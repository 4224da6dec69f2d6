import type { Chain } from "../chain/chain.ts";
import type { Guard } from "../chain/guard.ts";
import type { Route } from "../chain/exchange.ts";
import type { HeaderPolicy } from "./headers.ts";
import type { BodyLimits } from "./request-body.ts";

/** How long the parts of an exchange may take, and how slow is too slow. */
export interface Deadlines {
  readonly headMs: number;
  readonly bodyIdleMs: number;
  readonly totalMs: number;
  /** Over each `bodyIdleMs`, a body must move at least this fast. */
  readonly minBytesPerSecond: number;
}

/** When an attempt is repeated. */
export interface RetryBudget {
  readonly maxAttempts: number;
  readonly budgetMs: number;
}

/** A prefix of paths that a chain of plugins serves. */
export interface ChainRoute extends Route {
  readonly chain: Chain;
  readonly guard: Guard;
  /** The origin of a plain chain; others choose theirs per exchange. */
  readonly upstream: string | undefined;
  readonly policy: HeaderPolicy;
  readonly body: BodyLimits;
  readonly deadlines: Deadlines;
  readonly retries: RetryBudget;
}

/** Finds the chain route of a path, the longest prefix winning; every other path is the control plane's. */
export type Router = (path: string) => ChainRoute | undefined;

/** Sorts routes once, so that the first that fits is the longest. */
export function createRouter(routes: readonly ChainRoute[]): Router {
  const longestFirst = routes.toSorted((a, b) => b.prefix.length - a.prefix.length);
  return (path) => longestFirst.find(({ prefix }) => fits(prefix, path));
}

/** A prefix ends at a segment's end: `/v2/access` is not the prefix of `/v2/accessories`. */
function fits(prefix: string, path: string): boolean {
  if (prefix === "/") return true;
  if (!path.startsWith(prefix)) return false;
  const next = path.charCodeAt(prefix.length);
  return Number.isNaN(next) || next === SLASH || next === MARK;
}

const SLASH = 47;
const MARK = 63;
