import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Limits } from "./limits.ts";

/**
 * Limits counted in this process. A bucket lets `burst` requests through in the time in which
 * `perMinute` allows that many, so the rate holds over any longer time and a pause is made up for.
 */
export function createMemoryLimits(): Limits {
  const limiters = new Map<string, RateLimiterMemory>();

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
  };
}

function verdict(allowed: boolean, limit: number, taken: RateLimiterRes) {
  return {
    allowed,
    limit,
    remaining: taken.remainingPoints,
    resetSeconds: Math.ceil(taken.msBeforeNext / 1000),
  };
}
