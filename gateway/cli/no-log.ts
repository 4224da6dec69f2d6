import type { Log } from "../observe/log.ts";

/** A log for work that a command does by itself and tells the outcome of. */
export const NO_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => NO_LOG,
};
