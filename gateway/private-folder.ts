import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder that its owner alone may enter, and those above it that are missing.
 * @throws Error of the system for the first that cannot be made; Error for a path of something else.
 */
export function makePrivateFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder))
    missing.unshift(folder);
  // Not `recursive`: Node then tries for ever where the system says that a parent which exists does not (/proc).
  for (const folder of missing)
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  if (!statSync(path).isDirectory()) throw new Error("it is a file and no folder");
}
