import { LRUCache } from "lru-cache";
import type { Clock } from "../clock.ts";

/** Answers from memory what a store was asked a moment ago. */
export interface ReadCache<Value extends object> {
  /** The value at once if it is known and fresh enough; else a promise of what `load` finds. */
  readonly get: (key: string) => Value | Promise<Value | undefined>;
  /** The value if it is known, however old. */
  readonly peek: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
  /** Forgets a value; a load that is under way will not bring it back. */
  readonly drop: (key: string) => void;
}

/** How a cache is filled, and how long it is believed. */
export interface ReadCacheOptions<Value extends object> {
  readonly clock: Clock;
  readonly load: (key: string) => Promise<Value | undefined>;
  /** How many values are kept; those used longest ago go first. */
  readonly max: number;
  /** How old an answer may be; from half that age on it is refreshed in passing. Never, if left out. */
  readonly maxAgeMs?: number;
}

/** Makes a cache that keeps what was found, never that something was missing, and loads a key once at a time. */
export function createReadCache<Value extends object>(
  options: ReadCacheOptions<Value>,
): ReadCache<Value> {
  const { clock, load, maxAgeMs = Infinity } = options;
  const known = new LRUCache<string, { readonly value: Value; readonly atMs: number }>({
    max: options.max,
  });
  const loading = new Map<string, Promise<Value | undefined>>();

  function start(key: string): Promise<Value | undefined> {
    const under = loading.get(key);
    if (under !== undefined) return under;
    // What was true when the question was put may have changed before the answer comes.
    const atMs = clock.elapsed();
    const found = load(key).then(
      (value) => {
        if (loading.get(key) !== found) return value;
        loading.delete(key);
        if (value === undefined) known.delete(key);
        else known.set(key, { value, atMs });
        return value;
      },
      (error: unknown) => {
        if (loading.get(key) === found) loading.delete(key);
        throw error;
      },
    );
    loading.set(key, found);
    return found;
  }

  return {
    get: (key) => {
      const entry = known.get(key);
      if (entry === undefined) return start(key);
      const ageMs = clock.elapsed() - entry.atMs;
      if (ageMs >= maxAgeMs) return start(key);
      // A refresh that fails is tried again by the next; at full age its error is the answer.
      if (ageMs >= maxAgeMs / 2) start(key).catch(() => undefined);
      return entry.value;
    },
    peek: (key) => known.get(key)?.value,
    set: (key, value) => {
      loading.delete(key);
      known.set(key, { value, atMs: clock.elapsed() });
    },
    drop: (key) => {
      loading.delete(key);
      known.delete(key);
    },
  };
}
