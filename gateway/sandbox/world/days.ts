/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/** From the first to the last moment, both included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** The number of the day since 1970 a moment is on, in UTC. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** Whether a moment is in a period. */
export function isWithin(at: number, { from, to }: Period): boolean {
  return at >= from && at <= to;
}

/** The period of the same length just before. */
export function before({ from, to }: Period): Period {
  return { from: from - (to - from) - 1, to: from - 1 };
}

const SHARES = [0.4, 0.2, 0.14, 0.1, 0.08, 0.05] as const;

/** How a total came in over the week after something appeared; the parts add up to it. */
export function spread(total: number): readonly number[] {
  const parts = SHARES.map((share) => Math.floor(total * share));
  return [...parts, total - parts.reduce((sum, part) => sum + part, 0)];
}
