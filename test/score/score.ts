import type { Cleanup } from "../support/cleanup.ts";

/** An item of the scorecard that takes too long, or depends too much on the machine, for `npm test`. */
export interface Score {
  /** The scorecard's name for it, where it has one. */
  readonly id: string;
  readonly title: string;
  /** Does what the item says; gives what was seen. @throws if it does not hold. */
  readonly run: (cleanup: Cleanup) => Promise<string>;
}
