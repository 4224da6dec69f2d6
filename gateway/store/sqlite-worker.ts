import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { FolderHeldError, lockFolder } from "./folder-lock.ts";
import type {
  DatabaseName,
  Failure,
  StatementResult,
  ThreadAnswer,
  ThreadOptions,
  ThreadRequest,
} from "./sqlite-protocol.ts";

// The thread's own program: SQLite blocks, so it blocks here and not the event loop.
if (parentPort !== null) serve(parentPort, workerData as ThreadOptions);

function serve(port: MessagePort, { dataDir }: ThreadOptions): void {
  const answer = (message: ThreadAnswer): void => port.postMessage(message);
  let opened: Opened;
  try {
    opened = openFolder(dataDir);
  } catch (error) {
    answer({ kind: "failed", failure: toFailure(error) });
    port.close();
    return;
  }
  port.on("message", (request: ThreadRequest) => {
    if (request === "close") {
      opened.close();
      answer({ kind: "closed" });
      port.close();
      return;
    }
    try {
      answer({ kind: "result", id: request.id, result: opened.run(request) });
    } catch (error) {
      answer({ kind: "error", id: request.id, failure: toFailure(error) });
    }
  });
  answer({ kind: "ready" });
}

interface Opened {
  readonly run: (request: Exclude<ThreadRequest, string>) => StatementResult;
  readonly close: () => void;
}

function openFolder(dataDir: string): Opened {
  const lock = lockFolder(dataDir);
  const databases: Record<DatabaseName, DatabaseSync> = {
    // With synchronous=FULL what is committed survives a power cut in WAL mode too (sqlite.org/wal.html).
    main: openDatabase(
      join(dataDir, "countersign.db"),
      "journal_mode=WAL; pragma synchronous=FULL",
    ),
    // No WAL here, which would keep a destroyed key until its pages happen to be reused.
    keys: openDatabase(
      join(dataDir, "keys.db"),
      "secure_delete=ON; pragma journal_mode=DELETE; pragma synchronous=EXTRA",
    ),
  };
  const statements = new Map<string, StatementSync>();

  function prepare(database: DatabaseName, sql: string): StatementSync {
    const key = `${database} ${sql}`;
    let statement = statements.get(key);
    if (statement === undefined) {
      // Repositories have a fixed set of texts; only lists of values make more.
      if (statements.size >= 500) statements.clear();
      statements.set(key, (statement = databases[database].prepare(sql)));
    }
    return statement;
  }

  return {
    run: ({ database, sql, parameters }) => {
      // A full disk has ended the transaction already (sqlite.org/lang_transaction.html §3); that error is the one to tell.
      if (sql === "rollback" && !databases[database].isTransaction) return { rows: [], changes: 0 };
      const statement = prepare(database, sql);
      if (statement.columns().length > 0) {
        const rows = statement.all(...parameters);
        return { rows, changes: rows.length };
      }
      return { rows: [], changes: Number(statement.run(...parameters).changes) };
    },
    close: () => {
      databases.main.close();
      databases.keys.close();
      lock.close();
    },
  };
}

function openDatabase(path: string, pragmas: string): DatabaseSync {
  // SQLite gives its journals the mode of the database, and would make that one readable by others.
  closeSync(openSync(path, "a", 0o600));
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
  database.exec(`pragma ${pragmas}`);
  return database;
}

function toFailure(error: unknown): Failure {
  const { message, errcode, code } = error as Error & { errcode?: number; code?: string };
  return {
    message: code === undefined || message.includes(code) ? message : `${code}: ${message}`,
    resultCode: errcode,
    holder: error instanceof FolderHeldError ? error.holder : undefined,
  };
}
