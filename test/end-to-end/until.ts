import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 20_000;
const LOOK_MS = 25;

/** Resolves once something is so that no event tells of. @throws AssertionError naming `what` after 20 s. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    if (await isSo()) return;
    await pause(LOOK_MS);
  }
  assert.fail(`${what} did not happen`);
}
