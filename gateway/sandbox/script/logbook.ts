import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RefusalReason } from "../refusal.ts";
import type { FaultKind } from "./faults.ts";

/** What became of a request. */
export type Verdict = "pending" | "answered" | "aborted" | RefusalReason | `fault:${FaultKind}`;

/** A request as it came over the wire. */
export interface Entry {
  readonly at: number;
  readonly method: string;
  readonly target: string;
  /** Names and values in the order and spelling they had. */
  readonly rawHeaders: readonly string[];
  verdict: Verdict;
}

/** The recent requests, and counts of all of them. */
export interface Logbook {
  readonly arrived: (request: IncomingMessage, at: number) => Entry;
  readonly settle: (entry: Entry, verdict: Verdict) => void;
  /** The newest entries, newest last, with every secret value replaced by a hash of it. */
  readonly recent: (limit: number) => readonly object[];
  readonly counts: () => {
    readonly requests: number;
    readonly verdicts: Readonly<{ [Name in Verdict]?: number }>;
  };
}

const MAX_ENTRIES = 500;
const SECRET_HEADERS = new Set(["cookie", "x-bc", "x-hash", "sign", "authorization", "apikey"]);

/** An empty logbook. */
export function createLogbook(): Logbook {
  const entries: Entry[] = [];
  const verdicts = new Map<Verdict, number>();
  let requests = 0;

  return {
    arrived: (request, at) => {
      const entry: Entry = {
        at,
        method: request.method ?? "",
        target: request.url ?? "",
        rawHeaders: request.rawHeaders,
        verdict: "pending",
      };
      entries[requests++ % MAX_ENTRIES] = entry;
      return entry;
    },
    settle: (entry, verdict) => {
      entry.verdict = verdict;
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    },
    recent: (limit) => {
      const oldest = requests % MAX_ENTRIES;
      return [...entries.slice(oldest), ...entries.slice(0, oldest)].slice(-limit).map(show);
    },
    counts: () => ({ requests, verdicts: Object.fromEntries(verdicts) }),
  };
}

function show({ rawHeaders, ...entry }: Entry): object {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    headers.push([name, showValue(name.toLowerCase(), rawHeaders[index + 1] ?? "")]);
  }
  return { ...entry, headers };
}

function showValue(name: string, value: string): string {
  if (name === "cookie")
    return value.replace(/=([^;]*)/g, (_, secret: string) => `=${hashed(secret)}`);
  return SECRET_HEADERS.has(name) ? hashed(value) : value;
}

function hashed(value: string): string {
  return `sha256:${createHash("sha256").update(value).digest("hex").slice(0, 16)}`;
}
