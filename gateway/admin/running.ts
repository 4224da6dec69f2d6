import type { Clock } from "../clock.ts";
import type { Reload } from "../config/reload.ts";
import type { Comparable, StoreComparison } from "../declared/compare-store.ts";
import type { Drift } from "../drift/drift.ts";
import type { EnvironmentName } from "../environments.ts";
import type { RunningRules } from "../rules/start-rules.ts";
import type { EgressActions } from "./egress.ts";

/** One generation as an operator sees it. */
export interface GenerationInfo {
  readonly id: number;
  readonly isCurrent: boolean;
  readonly inFlight: number;
  readonly startedAt: string;
  /** The hash of its configuration. */
  readonly configHash: string;
}

/** A configuration that served here and can be gone back to, the running one first. */
export interface EarlierInfo {
  readonly configHash: string;
  /** Its number, if it served in this process. */
  readonly generation: number | null;
  readonly servedAt: string;
}

/** An exchange under way: which, since when, but never for whom or what. */
export interface ExchangeInfo {
  readonly id: string;
  readonly generation: number;
  readonly route: string;
  readonly method: string;
  readonly ageMs: number;
}

/** What an operator may do with a running gateway. */
export interface AdminActions {
  readonly generations: () => readonly GenerationInfo[];
  /** Takes configuration and rules as they are on disk, as SIGHUP does; a dry run only says what would come of the configuration. */
  readonly reload: (options: { readonly dryRun: boolean }) => Promise<Reload>;
  /** Why the newest candidate does not serve, if it was refused; and whether a rollback holds. */
  readonly problems: () => readonly string[];
  /** What a configuration would change of what the store has, and which outbound proxies it lacks. @throws ConfigError */
  readonly compare: (wanted: Comparable) => Promise<StoreComparison>;
  /** The configurations that served here, over restarts too. */
  readonly earlier: () => readonly EarlierInfo[];
  /** Goes back to the configuration with this number or hash, else to the one before, until the file's content changes. */
  readonly rollback: (name?: string) => Promise<Reload>;
  /** Ends a rollback that holds: the file's configuration serves, if it can. */
  readonly lift: () => Promise<Reload>;
  readonly exchanges: () => readonly ExchangeInfo[];
  readonly clock: Clock;
  readonly rules: Pick<
    RunningRules,
    | "current"
    | "builds"
    | "rejections"
    | "pin"
    | "release"
    | "pinned"
    | "bans"
    | "awaiting"
    | "feeds"
  >;
  readonly egress: EgressActions;
  readonly drift: Pick<Drift, "reports" | "accept">;
  /** The environments that are switched on. */
  readonly environments: readonly EnvironmentName[];
}
