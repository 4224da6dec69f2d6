import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { FolderHolder } from "./sqlite-protocol.ts";

/** The data folder is held by another gateway. */
export class FolderHeldError extends Error {
  readonly holder: FolderHolder;

  constructor(holder: FolderHolder) {
    super(`The data folder is held by process ${holder.pid} on ${holder.host}.`);
    this.name = "FolderHeldError";
    this.holder = holder;
  }
}

/**
 * Takes the data folder for this process until the returned handle is closed or the process dies,
 * however it dies: the operating system then lets go of the lock.
 * @throws FolderHeldError if another gateway has it, in this process too.
 */
export function lockFolder(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(lockFile(dataDir), { timeout: 0 });
  try {
    lock.exec("create table if not exists holder (pid integer not null, host text not null)");
    lock.exec("begin immediate; delete from holder");
    lock.prepare("insert into holder (pid, host) values (?, ?)").run(process.pid, hostname());
    // A reserved lock keeps writers out and lets others read who holds it (sqlite.org/lockingv3.html).
    lock.exec("commit; begin immediate");
    return lock;
  } catch (error) {
    const holder = isBusy(error) ? readHolder(lock) : undefined;
    lock.close();
    throw holder === undefined ? error : new FolderHeldError(holder);
  }
}

/** Who holds the data folder now, if anybody does. */
export function findFolderHolder(dataDir: string): FolderHolder | undefined {
  if (!existsSync(lockFile(dataDir))) return undefined;
  const lock = new DatabaseSync(lockFile(dataDir), { timeout: 0 });
  try {
    lock.exec("begin immediate; rollback");
    return undefined;
  } catch (error) {
    if (isBusy(error)) return readHolder(lock);
    throw error;
  } finally {
    lock.close();
  }
}

function lockFile(dataDir: string): string {
  return join(dataDir, "gateway.lock");
}

function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;
}

function readHolder(lock: DatabaseSync): FolderHolder {
  try {
    const row = lock.prepare("select pid, host from holder").get();
    return { pid: Number(row?.["pid"] ?? 0), host: String(row?.["host"] ?? "") };
  } catch {
    // It is being taken this very moment.
    return { pid: 0, host: "" };
  }
}
