import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cleanup } from "./cleanup.ts";
import { suiteFolder } from "./suite/kept.ts";

/** A new folder, to be given up with `discardScratch` once nothing writes there any more. */
export function newScratch(name = "scratch"): string {
  return mkdtempSync(join(suiteFolder() ?? tmpdir(), `countersign-${name}-`));
}

/** Removes a folder; in a run of the whole suite that happens once all of it was searched for secrets. */
export function discardScratch(path: string): void {
  if (suiteFolder() === undefined) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}

/** A new folder that is discarded with the test. */
export function makeScratch(cleanup: Cleanup, name?: string): string {
  const path = newScratch(name);
  cleanup.after(() => discardScratch(path));
  return path;
}
