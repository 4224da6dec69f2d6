/** Bounds what all request bodies of a process together keep in memory for another attempt. */
export interface ReplayBudget {
  /** Whether `bytes` more may be kept; if so they count. */
  readonly take: (bytes: number) => boolean;
  readonly give: (bytes: number) => void;
  readonly usedBytes: () => number;
}

/** A budget of `maxBytes`. */
export function createReplayBudget(maxBytes: number): ReplayBudget {
  let used = 0;
  return {
    take: (bytes) => {
      if (used + bytes > maxBytes) return false;
      used += bytes;
      return true;
    },
    give: (bytes) => {
      used -= bytes;
    },
    usedBytes: () => used,
  };
}
