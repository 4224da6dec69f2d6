import type { ReplayBudget } from "./replay-budget.ts";

const NOTHING: readonly Buffer[] = [];

/** What was read of one request body, kept so that it can be sent again, as long as it fits. */
export class ReplayBuffer {
  readonly #budget: ReplayBudget;
  #chunks: Buffer[] | undefined;
  #bytes = 0;
  #isDropped = false;

  constructor(budget: ReplayBudget) {
    this.#budget = budget;
  }

  /** Whether nothing that was read is missing. */
  get isWhole(): boolean {
    return !this.#isDropped;
  }

  get chunks(): readonly Buffer[] {
    return this.#chunks ?? NOTHING;
  }

  /** Keeps a chunk; beyond `maxBytes` or the process's budget everything kept is let go instead. */
  keep(chunk: Buffer, maxBytes: number): void {
    if (this.#isDropped) return;
    if (this.#bytes + chunk.length > maxBytes || !this.#budget.take(chunk.length)) {
      this.drop();
      return;
    }
    this.#chunks ??= [];
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  drop(): void {
    this.#budget.give(this.#bytes);
    this.#bytes = 0;
    this.#chunks = undefined;
    this.#isDropped = true;
  }
}
