import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateFolder } from "../private-folder.ts";
import { FolderHeldError, lockFolder } from "../store/folder-lock.ts";
import { countConnections, DATABASES } from "./back-up.ts";
import { openBackupFile, type BackupFile } from "./backup-file.ts";
import { CommandError, EXIT } from "./command-error.ts";

/** What was put back. */
export interface Restored {
  readonly dataDir: string;
  readonly connections: number;
  /** When the backup was made (ms). */
  readonly createdAt: number;
}

/**
 * Puts the databases of a backup into a data folder that no gateway has open. Everything is written
 * and checked before the first file is replaced.
 * @throws CommandError if the backup is none or damaged, the folder is held, or it has a store and `force` is off.
 */
export function restore(dataDir: string, file: string, force: boolean): Restored {
  const backup = openBackupFile(file);
  try {
    const isFilled = DATABASES.some((name) => existsSync(join(dataDir, name)));
    if (isFilled && !force)
      throw new CommandError(
        EXIT.refused,
        `${dataDir} has a store already. To replace it for good, add --force.`,
      );
    makeFolder(dataDir);
    const lock = take(dataDir);
    try {
      putBack(backup, dataDir);
    } finally {
      lock.close();
    }
    const connections = countConnections(join(dataDir, DATABASES[0]));
    return { dataDir, connections, createdAt: backup.createdAt };
  } finally {
    backup.close();
  }
}

function makeFolder(dataDir: string): void {
  try {
    makePrivateFolder(dataDir);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CommandError(EXIT.refused, `${dataDir} cannot be made: ${message}.`, cause);
  }
}

function take(dataDir: string): DatabaseSync {
  try {
    return lockFolder(dataDir);
  } catch (error) {
    if (!(error instanceof FolderHeldError)) throw error;
    throw new CommandError(EXIT.refused, `${error.message} Stop it first.`);
  }
}

function putBack(backup: BackupFile, dataDir: string): void {
  const drafts = DATABASES.map((name) => join(dataDir, `${name}.restoring`));
  try {
    for (const [index, name] of DATABASES.entries()) {
      const draft = drafts[index] ?? "";
      backup.extract(name, draft);
      assertWhole(draft);
    }
    for (const [index, name] of DATABASES.entries()) {
      // A journal of the replaced database would be taken for one of the new.
      for (const journal of ["-wal", "-shm", "-journal"])
        rmSync(join(dataDir, `${name}${journal}`), { force: true });
      renameSync(drafts[index] ?? "", join(dataDir, name));
    }
  } finally {
    for (const draft of drafts) rmSync(draft, { force: true });
  }
}

function assertWhole(path: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const found = database.prepare("pragma integrity_check").get()?.["integrity_check"];
    if (found !== "ok") throw new Error(String(found));
  } catch (cause) {
    throw new CommandError(EXIT.refused, "The backup is damaged. Take another.", cause);
  } finally {
    database.close();
  }
}
