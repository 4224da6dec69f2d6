import { systemClock } from "../../gateway/clock.ts";
import { createLog, type LogLevel } from "../../gateway/observe/log.ts";

/** A log whose lines are kept, at a time that stands still. */
export function recordedLog(level: LogLevel = "debug") {
  const lines: string[] = [];
  const log = createLog({
    level,
    clock: { ...systemClock, now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) },
    destination: { write: (line) => lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? "") as Record<string, unknown> };
}
