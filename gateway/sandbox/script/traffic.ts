/** Slowness and rate limits, as a script sets them. */
export interface Traffic {
  /** Delays answers, of all paths or of those that begin with `path`; `0` ends it. */
  readonly setLatency: (ms: number, path: string) => void;
  readonly latencyMs: (target: string) => number;
  /** Limits every client address; `undefined` ends it. */
  readonly setLimit: (perMinute: number | undefined) => void;
  /** Counts a request of an address, and says whether it is one too many. */
  readonly isOverLimit: (address: string, now: number) => boolean;
}

const MINUTE_MS = 60_000;
const MAX_PATHS = 64;
const MAX_ADDRESSES = 10_000;

/** Traffic without delays or limits. */
export function createTraffic(): Traffic {
  const latencies = new Map<string, number>();
  let limit: number | undefined;
  let minute = 0;
  let requests = new Map<string, number>();

  return {
    setLatency: (ms, path) => {
      latencies.delete(path);
      if (ms > 0 && latencies.size < MAX_PATHS) latencies.set(path, ms);
    },
    latencyMs: (target) => {
      if (latencies.size === 0) return 0;
      let longest = { length: -1, ms: 0 };
      for (const [path, ms] of latencies)
        if (target.startsWith(path) && path.length > longest.length)
          longest = { length: path.length, ms };
      return longest.ms;
    },
    setLimit: (perMinute) => {
      limit = perMinute;
      requests = new Map();
    },
    isOverLimit: (address, now) => {
      if (limit === undefined) return false;
      const current = Math.floor(now / MINUTE_MS);
      if (current !== minute || requests.size >= MAX_ADDRESSES) requests = new Map();
      minute = current;
      const count = (requests.get(address) ?? 0) + 1;
      requests.set(address, count);
      return count > limit;
    },
  };
}
