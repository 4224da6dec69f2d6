import type { DeclaredChange } from "../declared/change.ts";
import type { Difference } from "./compare-loaded.ts";

/** What became of a candidate configuration. */
export interface Reload {
  readonly result: "applied" | "unchanged" | "refused";
  /** The generation that serves now. */
  readonly generation: number;
  /** Why it was refused, or what must be known although it was not. */
  readonly problems: readonly string[];
  /** The settings in which the candidate differs from what served before it (`a`), unless it was refused. */
  readonly differences?: readonly Difference[];
  /** What its declarations changed, or would; left out where that is nothing. */
  readonly declared?: readonly DeclaredChange[];
}
