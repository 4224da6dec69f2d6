import type { Clock } from "../clock.ts";
import type { Listener } from "./listener.ts";

/** Waits for exchanges to end, and cuts what has not ended in time. */
export async function drain(listener: Listener, clock: Clock, timeoutMs: number): Promise<void> {
  const deadline = clock.setTimeout(listener.cut, timeoutMs);
  await listener.drain();
  clock.clearTimeout(deadline);
}
