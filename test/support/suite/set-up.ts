import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rememberSecrets, SUITE_FOLDER } from "./kept.ts";
import { createPlanted, plant, PLANTED } from "./planted.ts";

/** Runs before the whole suite: makes the folder in which its tests leave what is then searched for secrets, with one planted in it. */
export function globalSetup(): void {
  const folder = mkdtempSync(join(tmpdir(), "countersign-suite-"));
  // A gateway that a test runs as another user must get to its own folder in here.
  chmodSync(folder, 0o711);
  process.env[SUITE_FOLDER] = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const planted = createPlanted();
  rememberSecrets(planted);
  writeFileSync(join(folder, PLANTED), plant(planted));
}
