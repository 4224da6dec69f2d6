/** How one check came out; `skip` if what it looks at is not there. */
export type Verdict = "ok" | "warn" | "fail" | "skip";

/** One row of the doctor's table. */
export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** What was found. */
  readonly found: string;
  /** What to do about it, unless all is well. */
  readonly remedy?: string;
}

/** A finding that all is well. */
export function fine(check: string, found: string): Finding {
  return { check, verdict: "ok", found };
}
