import {
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { assertStore, copyDatabase, countConnections, DATABASES } from "./back-up.ts";
import { CommandError, EXIT } from "./command-error.ts";

/** What a copied folder holds. */
export interface CopiedStore {
  readonly dataDir: string;
  readonly connections: number;
}

/**
 * Copies a store into a data folder of its own, while a gateway runs on it or not; the folder
 * appears whole or not at all.
 * @throws CommandError if there is no store, the target is a database server, is filled, or would lie in the data folder.
 */
export function copyStore(dataDir: string, to: string): CopiedStore {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(to))
    throw new CommandError(
      EXIT.refused,
      "A store is copied to a folder: stores live in SQLite files, and there is none on a database server.",
    );
  const target = resolve(to);
  assertStore(dataDir);
  assertFree(dataDir, target);
  const scratch = mkdtempSync(join(dirname(target), ".countersign-copy-"));
  try {
    for (const name of DATABASES) copyDatabase(join(dataDir, name), join(scratch, name));
    const connections = countConnections(join(scratch, DATABASES[0]));
    // Only an empty folder goes: Windows renames onto none.
    if (existsSync(target)) rmdirSync(target);
    renameSync(scratch, target);
    return { dataDir: target, connections };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function assertFree(dataDir: string, target: string): void {
  const parent = dirname(target);
  if (!existsSync(parent))
    throw new CommandError(EXIT.refused, `The folder ${parent} is not there. Make it first.`);
  if (!relative(realpathSync(dataDir), join(realpathSync(parent), "new")).startsWith(".."))
    throw new CommandError(
      EXIT.refused,
      `${target} would lie in the data folder, and be lost with it. Name a place elsewhere.`,
    );
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new CommandError(EXIT.refused, `${target} is not empty. Name a new folder.`);
}
