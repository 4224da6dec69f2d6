import type { Clock } from "../clock.ts";
import type { GatewayError } from "../errors.ts";
import { createRecent } from "./recent.ts";

/** Errors of one connection within the last hour. */
export interface ErrorCount {
  readonly connectionId: string;
  /** All but the caller's own. */
  readonly errors: number;
  readonly bySource: Readonly<Record<string, number>>;
  readonly byCode: Readonly<Record<string, number>>;
  /** When the latest was (ms). */
  readonly lastAt: number;
}

/** How often what failed for which connection, lately, in this process. */
export interface ErrorCounts {
  readonly add: (connectionId: string, error: GatewayError) => void;
  /** The most errors first. */
  readonly top: (limit: number) => readonly ErrorCount[];
}

const SPAN_MS = 600_000;
const SPANS = 6;
const MAX_CONNECTIONS = 10_000;

interface Span {
  readonly number: number;
  /** By `source code`; there are only so many rows in the table of errors. */
  readonly counts: Map<string, number>;
}

interface Counted {
  readonly spans: Span[];
  lastAt: number;
}

/** No errors yet. An hour is six spans of ten minutes, of which the oldest goes whole. */
export function createErrorCounts(clock: Clock): ErrorCounts {
  const recent = createRecent<Counted>(MAX_CONNECTIONS);
  const spanNow = () => Math.floor(clock.elapsed() / SPAN_MS);

  function count(connectionId: string, { spans, lastAt }: Counted): ErrorCount {
    const bySource: Record<string, number> = {};
    const byCode: Record<string, number> = {};
    for (const { number, counts } of spans) {
      if (number <= spanNow() - SPANS) continue;
      for (const [key, times] of counts) {
        const [source = "", code = ""] = key.split(" ");
        bySource[source] = (bySource[source] ?? 0) + times;
        byCode[code] = (byCode[code] ?? 0) + times;
      }
    }
    const all = Object.values(bySource).reduce((sum, times) => sum + times, 0);
    const errors = all - (bySource["caller"] ?? 0);
    return { connectionId, errors, bySource, byCode, lastAt };
  }

  return {
    add: (connectionId, error) => {
      const counted = recent.get(connectionId) ?? { spans: [], lastAt: 0 };
      const number = spanNow();
      let span = counted.spans.at(-1);
      if (span?.number !== number) {
        span = { number, counts: new Map() };
        counted.spans.push(span);
        if (counted.spans.length > SPANS) counted.spans.shift();
      }
      const key = `${error.source} ${error.code}`;
      span.counts.set(key, (span.counts.get(key) ?? 0) + 1);
      counted.lastAt = clock.now();
      recent.set(connectionId, counted);
    },
    top: (limit) =>
      [...recent.entries()]
        .map(([connectionId, counted]) => count(connectionId, counted))
        .filter(({ byCode }) => Object.keys(byCode).length > 0)
        .toSorted((a, b) => b.errors - a.errors || b.lastAt - a.lastAt)
        .slice(0, limit),
  };
}
