/** Lets so much work run at once; the rest waits its turn. */
export interface Slots {
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
}

/** So many slots, all free. */
export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    take: async (work) => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
