import type { DeclaredChange } from "../declared/change.ts";

/** What became of a candidate configuration. */
export interface Reload {
  readonly result: "applied" | "unchanged" | "refused";
  /** The generation that serves now. */
  readonly generation: number;
  /** Why it was refused, or what must be known although it was not. */
  readonly problems: readonly string[];
  /** What its declarations changed, or would; left out where that is nothing. */
  readonly declared?: readonly DeclaredChange[];
}
