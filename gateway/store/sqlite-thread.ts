import { Worker } from "node:worker_threads";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type {
  DatabaseName,
  Failure,
  SqlValue,
  StatementResult,
  ThreadAnswer,
  ThreadOptions,
  ThreadRequest,
} from "./sqlite-protocol.ts";
import { openError, statementError } from "./store-error.ts";

/** SQLite in a thread of its own; statements run in the order they are given. */
export interface SqliteThread {
  /** @throws GatewayError `NOT_READY` if the disk is full, read-only or failing; else `INTERNAL_ERROR`. */
  readonly execute: (
    database: DatabaseName,
    sql: string,
    parameters: readonly SqlValue[],
  ) => Promise<StatementResult>;
  /** Why it cannot work any more, if it cannot. */
  readonly problem: () => string | undefined;
  /** For warnings: why the last write failed, until one succeeds; a full disk, say. */
  readonly notices: () => readonly string[];
  /** Ends the thread after the statements already given. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a data folder in a new thread and holds its lock.
 * @throws GatewayError `NOT_READY` if the folder is held, read-only, full or damaged.
 */
export async function startSqliteThread(dataDir: string, log: Log): Promise<SqliteThread> {
  const options: ThreadOptions = { dataDir };
  // The thread inherits how this process loads TypeScript, and nothing of its environment.
  const worker = new Worker(new URL("./sqlite-worker.ts", import.meta.url), {
    name: "store",
    workerData: options,
    env: {},
  });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let problem: string | undefined;
  let unsaved: string | undefined;

  function answer(message: ThreadAnswer): void {
    if (message.kind !== "result" && message.kind !== "error") return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "result") {
      const { rows, changes } = message.result;
      // Rows are what a read gave; a write gives none.
      if (rows.length === 0 && changes > 0) unsaved = undefined;
      asked?.resolve(message.result);
      return;
    }
    const error = statementError(message.failure);
    if (error.code === "NOT_READY") unsaved = error.message;
    asked?.reject(error);
  }

  function fail(why: string, cause?: unknown): void {
    if (problem !== undefined) return;
    problem = why;
    for (const { reject } of waiting.values()) reject(stopped(why, cause));
    waiting.clear();
  }

  await new Promise<void>((resolve, reject) => {
    worker.on("message", (message: ThreadAnswer) => {
      if (message.kind === "ready") resolve();
      else if (message.kind === "failed") reject(openError(dataDir, message.failure));
      else answer(message);
    });
    worker.on("error", (error) => {
      log.error({ err: error }, "The store's thread failed");
      fail("the store's thread failed", error);
      reject(openError(dataDir, toFailure(error)));
    });
    worker.on("exit", () => {
      fail("the store is closed");
      reject(openError(dataDir, { message: "the store's thread ended" }));
    });
  });

  return {
    execute: (database, sql, parameters) => {
      if (problem !== undefined) return Promise.reject(stopped(problem));
      return new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        const request: ThreadRequest = { id, database, sql, parameters };
        worker.postMessage(request);
      });
    },
    problem: () => problem,
    notices: () => (unsaved === undefined ? [] : [unsaved]),
    close: () => {
      if (problem !== undefined) return Promise.resolve();
      return new Promise((resolve) => {
        worker.once("exit", () => resolve());
        worker.postMessage("close" satisfies ThreadRequest);
      });
    },
  };
}

interface Waiting {
  readonly resolve: (result: StatementResult) => void;
  readonly reject: (error: GatewayError) => void;
}

function stopped(why: string, cause?: unknown): GatewayError {
  const remedy = "Ask the operator to restart the gateway.";
  return new GatewayError("NOT_READY", `The gateway cannot use its store: ${why}. ${remedy}`, {
    reason: "store",
    cause,
  });
}

function toFailure(error: unknown): Failure {
  return { message: error instanceof Error ? error.message : String(error) };
}
