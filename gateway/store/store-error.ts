import { GatewayError } from "../errors.ts";
import type { Failure } from "./sqlite-protocol.ts";

/** What a failed statement means to a client and to the operator, who finds SQLite's own words as the cause. */
export function statementError(failure: Failure): GatewayError {
  const cause = new Error(failure.message);
  const said = sayings[primaryCode(failure)];
  if (said === undefined) {
    return new GatewayError("INTERNAL_ERROR", "The store could not do what was asked.", { cause });
  }
  const [reason, happened, remedy] = said;
  return new GatewayError("NOT_READY", `The gateway cannot save: ${happened}. ${remedy}`, {
    reason,
    cause,
  });
}

/** Why a data folder could not be opened, with the folder and the remedy. */
export function openError(dataDir: string, failure: Failure): GatewayError {
  const cause = new Error(failure.message);
  if (failure.holder !== undefined) {
    const { pid, host } = failure.holder;
    return new GatewayError(
      "NOT_READY",
      `The data folder ${dataDir} is in use by another gateway (process ${pid} on ${host}). ` +
        "Stop that one, or give this one another DATA_DIR.",
      { reason: "folder_held", cause },
    );
  }
  const [reason, happened, remedy] = sayings[primaryCode(failure)] ?? [
    /EACCES|EROFS|EPERM/.test(failure.message) ? "read_only" : "folder",
    failure.message,
    "See that the folder exists, is writable for this user, and is a local disk.",
  ];
  return new GatewayError(
    "NOT_READY",
    `The data folder ${dataDir} cannot be opened: ${happened}. ${remedy}`,
    { reason, cause },
  );
}

type Saying = readonly [reason: string, happened: string, remedy: string];

// By primary result code, sqlite.org/rescode.html.
const sayings: Readonly<Record<number, Saying>> = {
  5: ["busy", "its database is locked by another program", "Close that program."],
  8: ["read_only", "its data folder is read-only", "Make it writable for the gateway's user."],
  10: ["disk", "its disk reports an error", "Check the disk and the free space."],
  11: ["corrupt", "its database is damaged", "Restore the data folder from a backup."],
  13: ["disk_full", "its disk is full", "Free some space; nothing saved before is lost."],
  14: [
    "read_only",
    "its database cannot be opened",
    "Make the data folder writable for this user.",
  ],
  26: ["corrupt", "countersign.db or keys.db is no database", "Restore it from a backup."],
};

function primaryCode(failure: Failure): number {
  return (failure.resultCode ?? 0) % 256;
}
