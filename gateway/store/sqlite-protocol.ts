/** The two files of a data folder: records, and the wrapped data keys that backups leave out. */
export type DatabaseName = "main" | "keys";

/** Values SQLite takes and gives. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** What the thread is started with. */
export interface ThreadOptions {
  readonly dataDir: string;
}

/** A statement to run, or the wish to close. */
export type ThreadRequest =
  | {
      readonly id: number;
      readonly database: DatabaseName;
      readonly sql: string;
      readonly parameters: readonly SqlValue[];
    }
  | "close";

/** What a statement gave. */
export interface StatementResult {
  readonly rows: readonly Record<string, SqlValue>[];
  readonly changes: number;
}

/** Why something failed, in a form that passes between threads. */
export interface Failure {
  readonly message: string;
  /** SQLite's extended result code, if it was SQLite that failed (sqlite.org/rescode.html). */
  readonly resultCode?: number | undefined;
  /** The process that holds the folder, if that is the reason. */
  readonly holder?: FolderHolder | undefined;
}

/** The process that holds a data folder's lock. */
export interface FolderHolder {
  readonly pid: number;
  readonly host: string;
}

/** `ready` once, or `failed` once; then an answer to each request; `closed` last. */
export type ThreadAnswer =
  | { readonly kind: "ready" | "closed" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "result"; readonly id: number; readonly result: StatementResult }
  | { readonly kind: "error"; readonly id: number; readonly failure: Failure };
