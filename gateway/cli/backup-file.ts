import { hash } from "node:crypto";
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { CommandError, EXIT } from "./command-error.ts";

/** One file that holds whole copies of databases, in pieces that fit into memory. */
export interface BackupFile {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly names: readonly string[];
  /** Writes a copy out. @throws CommandError if it is damaged. */
  readonly extract: (name: string, path: string) => void;
  readonly close: () => void;
}

const PIECE_BYTES = 4 * 1024 * 1024;
// "CSBK": says what kind of SQLite file it is (sqlite.org/fileformat2.html §1.3).
const APPLICATION_ID = 0x4353424b;

/** Writes files under their names into a new backup; `path` must be an empty file. */
export function writeBackupFile(
  path: string,
  files: Readonly<Record<string, string>>,
  createdAt: number,
): void {
  const database = new DatabaseSync(path);
  try {
    database.exec(
      `pragma application_id = ${APPLICATION_ID}; pragma synchronous = FULL; begin;` +
        "create table backup (createdAt integer not null);" +
        "create table pieces (name text, number integer, digest text, bytes blob, primary key (name, number))",
    );
    database.prepare("insert into backup values (?)").run(createdAt);
    const insert = database.prepare("insert into pieces values (?, ?, ?, ?)");
    for (const [name, file] of Object.entries(files)) {
      let number = 0;
      for (const bytes of piecesOf(file)) insert.run(name, number++, hash("sha256", bytes), bytes);
    }
    database.exec("commit");
  } finally {
    database.close();
  }
}

/** Opens a backup to be read. @throws CommandError if it is none. */
export function openBackupFile(path: string): BackupFile {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const kind = database.prepare("pragma application_id").get()?.["application_id"];
    if (kind !== APPLICATION_ID) throw new Error("another kind of file");
    return over(database, path);
  } catch (cause) {
    database?.close();
    throw new CommandError(EXIT.refused, `${path} is no backup of a store.`, cause);
  }
}

function over(database: DatabaseSync, path: string): BackupFile {
  const names = database.prepare("select distinct name from pieces order by name").all();
  const pieces = database.prepare("select * from pieces where name = ? order by number");
  return {
    createdAt: Number(database.prepare("select createdAt from backup").get()?.["createdAt"]),
    names: names.map(({ name }) => String(name)),
    extract: (name, target) => {
      const file = openSync(target, "w", 0o600);
      try {
        for (const { digest, bytes } of pieces.iterate(name)) {
          if (!(bytes instanceof Uint8Array) || hash("sha256", bytes) !== digest)
            throw new Error("a piece is not what it was");
          writeSync(file, bytes);
        }
      } catch (cause) {
        throw new CommandError(
          EXIT.refused,
          `${path} is damaged, or there is no room for it: ${(cause as Error).message}.`,
          cause,
        );
      } finally {
        closeSync(file);
      }
    },
    close: () => database.close(),
  };
}

function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(PIECE_BYTES);
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer))
      yield buffer.subarray(0, size);
  } finally {
    closeSync(file);
  }
}
