import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import type { Clock } from "../clock.ts";

/** What the process has too little of: time of its event loop, or heap. */
export type Shortage = "lag" | "heap";

/** Whether new work should be turned away. */
export interface Overload {
  /** What is short now, if anything; costs one read of a variable. */
  readonly isOverloaded: () => Shortage | undefined;
  readonly close: () => void;
}

/** How often the loop's lateness is measured, and the heap with it. */
const SAMPLE_MS = 50;

/**
 * Watches event loop and heap. `lag` holds from a sample that came more than `maxLagMs` late to the
 * first that does not; `heap` while more than `maxHeapRatio` of the old generation is in use.
 */
export function startOverload(options: {
  readonly clock: Clock;
  readonly maxLagMs: number;
  readonly maxHeapRatio: number;
  /** The part of its limit that the old generation takes; V8's own unless given. */
  readonly heapRatio?: () => number;
}): Overload {
  const { clock, maxLagMs, maxHeapRatio, heapRatio = usedHeapRatio } = options;
  let shortage: Shortage | undefined;
  let dueMs = clock.elapsed() + SAMPLE_MS;

  const sample = () => {
    const nowMs = clock.elapsed();
    shortage = nowMs - dueMs > maxLagMs ? "lag" : heapRatio() > maxHeapRatio ? "heap" : undefined;
    dueMs = nowMs + SAMPLE_MS;
    timer.refresh();
  };
  const timer = clock.setTimeout(sample, SAMPLE_MS);
  timer.unref();
  return { isOverloaded: () => shortage, close: () => clock.clearTimeout(timer) };
}

/** V8's limit counts the young generation on top of `--max-old-space-size`, by so much (measured on Node 26). */
const YOUNG_BYTES = 96 * 1_048_576;

/**
 * The part of its limit that the old generation takes, garbage that is not yet collected included.
 * It alone ends the process when it is full: a share of V8's whole limit would come too late for heaps under 1 GiB.
 */
export function usedHeapRatio(): number {
  let usedBytes = 0;
  for (const space of getHeapSpaceStatistics())
    if (!space.space_name.startsWith("new_")) usedBytes += space.space_used_size;
  return usedBytes / (getHeapStatistics().heap_size_limit - YOUNG_BYTES);
}
