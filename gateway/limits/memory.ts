import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Limits } from "./limits.ts";

/**
 * Limits counted in this process. A bucket lets `burst` requests through in the time in which
 * `perMinute` allows that many, so the rate holds over any longer time and a pause is made up for.
 */
export function createMemoryLimits(): Limits {
  const limiters = new Map<string, RateLimiterMemory>();
  const taken = new Map<string, number>();

  function limiter(perMinute: number, burst: number): RateLimiterMemory {
    const name = `${perMinute}/${burst}`;
    let found = limiters.get(name);
    if (found === undefined) {
      found = new RateLimiterMemory({ points: burst, duration: (burst / perMinute) * 60 });
      limiters.set(name, found);
    }
    return found;
  }

  return {
    take: async (key, { perMinute, burst }) => {
      try {
        return verdict(true, burst, await limiter(perMinute, burst).consume(key));
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return verdict(false, burst, refused);
        throw refused;
      }
    },
    enter: (key, max) => {
      const count = taken.get(key) ?? 0;
      if (count >= max) return false;
      taken.set(key, count + 1);
      return true;
    },
    leave: (key) => {
      const count = taken.get(key) ?? 0;
      if (count > 1) taken.set(key, count - 1);
      else taken.delete(key);
    },
  };
}

function verdict(allowed: boolean, limit: number, bucket: RateLimiterRes) {
  return {
    allowed,
    limit,
    remaining: bucket.remainingPoints,
    resetSeconds: Math.ceil(bucket.msBeforeNext / 1000),
  };
}
