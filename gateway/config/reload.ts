/** What became of a candidate configuration. */
export interface Reload {
  readonly result: "applied" | "unchanged" | "refused";
  /** The generation that serves now. */
  readonly generation: number;
  /** Why it was refused, or what must be known although it was not. */
  readonly problems: readonly string[];
}
