import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import { writeBackupFile } from "./backup-file.ts";
import { CommandError, EXIT } from "./command-error.ts";

/** The databases of a data folder, in the order they are copied: an account that is linked meanwhile then lacks no key. */
export const DATABASES = ["countersign.db", "keys.db"] as const;

/** What a backup holds. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly connections: number;
  readonly createdAt: number;
}

/**
 * Copies both databases of a data folder into one new file, while a gateway runs on it or not.
 * @throws CommandError if there is no store, or the file is there already or would lie in the data folder.
 */
export function backUp(dataDir: string, file: string, clock: Clock): Backup {
  const target = resolve(file);
  assertUsable(dataDir, target);
  // Beside the backup, so that it is renamed into place whole.
  const scratch = mkdtempSync(join(dirname(target), ".countersign-backup-"));
  try {
    const copies = Object.fromEntries(DATABASES.map((name) => [name, join(scratch, name)]));
    for (const name of DATABASES) copyDatabase(join(dataDir, name), join(scratch, name));
    const unfinished = makePrivate(join(scratch, basename(target)));
    const createdAt = clock.now();
    writeBackupFile(unfinished, copies, createdAt);
    const connections = countConnections(join(scratch, DATABASES[0]));
    renameSync(unfinished, target);
    return { file: target, bytes: statSync(target).size, connections, createdAt };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** How many accounts a copy of the main database holds. */
export function countConnections(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(database.prepare("select count(*) as count from connections").get()?.["count"]);
  } finally {
    database.close();
  }
}

/** @throws CommandError if a data folder has no store. */
export function assertStore(dataDir: string): void {
  const missing = DATABASES.find((name) => !existsSync(join(dataDir, name)));
  if (missing !== undefined)
    throw new CommandError(
      EXIT.refused,
      `There is no store in ${dataDir}: ${missing} is not there.`,
    );
}

function assertUsable(dataDir: string, target: string): void {
  assertStore(dataDir);
  const folder = dirname(target);
  if (!existsSync(folder))
    throw new CommandError(EXIT.refused, `The folder ${folder} is not there. Make it first.`);
  if (!relative(realpathSync(dataDir), realpathSync(folder)).startsWith(".."))
    throw new CommandError(
      EXIT.refused,
      `${target} would lie in the data folder, and be lost with it. Name a place elsewhere.`,
    );
  if (existsSync(target))
    throw new CommandError(EXIT.refused, `${target} is there already. Name a new file.`);
}

/** Copies a database into a new file: a snapshot of one moment, compacted: nothing that was deleted is in it (sqlite.org/lang_vacuum.html). */
export function copyDatabase(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    database.prepare("vacuum into ?").run(makePrivate(to));
  } finally {
    database.close();
  }
}

/** SQLite makes files that others may read, unless they are there. */
function makePrivate(path: string): string {
  closeSync(openSync(path, "wx", 0o600));
  return path;
}
