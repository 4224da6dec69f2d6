import pino from "pino";
import type { Clock } from "../clock.ts";
import { createClean, type Clean } from "./clean.ts";
import { mask } from "./mask.ts";
import { readableLine } from "./readable-line.ts";

/** A structured log; fields come first, the sentence second. Field values must hold no secrets: pass ids, never headers or bodies. */
export interface Log {
  readonly debug: (fields: object, message: string) => void;
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
  readonly child: (fields: object) => Log;
}

/** From the most to the least talkative; `silent` writes nothing. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Where lines go, one call a line, each ending in a line feed. */
export interface LogDestination {
  readonly write: (line: string) => unknown;
  /** Resolves when everything is written. */
  readonly end?: () => Promise<void>;
}

/** The log of a whole gateway, which someone has to close. */
export interface ProcessLog extends Log {
  /** Resolves when everything logged so far is written; later lines are dropped. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a log: JSON lines, or readable ones when standard output is a terminal. Lines are written
 * off the event loop and flushed when the process exits; every field passes `clean` and every text `mask`.
 */
export function createLog(options: {
  readonly level: LogLevel;
  readonly clock: Clock;
  /** Standard output unless given. */
  readonly destination?: LogDestination;
}): ProcessLog {
  const sink = options.destination ?? standardOutput(options.clock);
  let isClosed = false;
  const destination = {
    write: (line: string) => {
      if (!isClosed) sink.write(line);
    },
  };
  const root = pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date(options.clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    ...overPino(root, createClean()),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await sink.end?.();
    },
  };
}

type PinoLog = pino.Logger;

function overPino(log: PinoLog, clean: Clean): Log {
  return {
    debug: writer(log, "debug", clean),
    info: writer(log, "info", clean),
    warn: writer(log, "warn", clean),
    error: writer(log, "error", clean),
    child: (fields) => overPino(log.child(clean(fields)), clean),
  };
}

function writer(
  log: PinoLog,
  level: "debug" | "info" | "warn" | "error",
  clean: Clean,
): Log["info"] {
  if (!log.isLevelEnabled(level)) return ignore;
  return (fields, message) => {
    log[level](clean(fields), mask(message));
  };
}

const ignore: Log["info"] = () => undefined;

/** Lines that come within this time are written together: a write for each costs more than the exchange it tells of. */
const FLUSH_MS = 50;
const FLUSH_CHARACTERS = 65_536;

function standardOutput(clock: Clock): LogDestination {
  const stream = pino.destination({ fd: 1, sync: false });
  const isTerminal = process.stdout.isTTY;
  let pending = "";
  const flush = () => {
    if (pending !== "") stream.write(pending);
    pending = "";
  };
  const flushAtExit = () => {
    flush();
    stream.flushSync();
  };
  process.on("exit", flushAtExit);
  return {
    write: (line) => {
      if (pending === "") clock.setTimeout(flush, FLUSH_MS).unref();
      pending += isTerminal ? readableLine(line) : line;
      if (pending.length > FLUSH_CHARACTERS) flush();
    },
    // Ending finishes the write under way and leaves descriptor 1 open for others.
    end: () =>
      new Promise<void>((resolve) => {
        process.off("exit", flushAtExit);
        flush();
        stream.once("close", resolve);
        stream.end();
      }),
  };
}
