import { hash } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { ErrorCode } from "../error-table.ts";
import { GatewayError, type ErrorDetails } from "../errors.ts";
import type { ConnectionKeys } from "../secrets/connection-keys.ts";
import { open, seal } from "../secrets/sealed.ts";
import type { KeyedWritePlace, KeyedWritesRepository } from "../store/keyed-writes.ts";

/** An answer to be given again, or the error in its place. */
export type KeptAnswer =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[]>>;
      readonly body: string;
    }
  | { readonly code: ErrorCode; readonly message: string; readonly details: ErrorDetails };

/** A write under a key, and what was asked with it. */
export interface KeyedWrite {
  readonly connectionId: string;
  readonly appId: string;
  readonly key: string;
  /** Method, target and body: everything that the same request has the same. */
  readonly asked: readonly (string | Buffer)[];
}

/** The first request with a key, under way. Exactly one of these is to be called. */
export interface FirstWrite {
  /** Keeps the answer for the next that ask. */
  readonly finish: (answer: KeptAnswer) => Promise<void>;
  /** Frees the key: nothing was executed. */
  readonly release: () => Promise<void>;
  /** It was sent, and what became of it is unknown: nobody may send it again under this key. */
  readonly doubt: () => Promise<void>;
}

/** Writes that happen once however often they are asked for under the same key. */
export interface Idempotency {
  /**
   * The right to be the first with a key, or the answer that the first one got.
   * @throws GatewayError `IDEMPOTENCY_IN_PROGRESS` while the first runs, `IDEMPOTENCY_MISMATCH` if it
   * asked for something else, `CONFLICT` if what became of it is unknown.
   */
  readonly begin: (write: KeyedWrite) => Promise<FirstWrite | KeptAnswer>;
}

interface Kept {
  /** SHA-256 of what was asked. */
  readonly asked: string;
  readonly answer?: KeptAnswer;
}

/** So many claims between two looks for what has expired. */
const PRUNE_EVERY = 100;

/**
 * Opens the record of keyed writes. Keys are an app's and a connection's own; what is kept is sealed
 * with the connection's data key. A write that a former process left running counts as unknown.
 */
export async function openIdempotency(options: {
  readonly writes: KeyedWritesRepository;
  readonly keys: ConnectionKeys;
  readonly clock: Clock;
  readonly keepMs: number;
  readonly maxKept: number;
}): Promise<Idempotency> {
  const { writes, keys, clock, keepMs, maxKept } = options;
  let claims = 0;
  await writes.doubtRunning();

  async function sealed(place: KeyedWritePlace, kept: Kept): Promise<Buffer> {
    const { key } = await keys.of(place.connectionId);
    return seal(key, Buffer.from(JSON.stringify(kept)), contextOf(place));
  }

  async function recall(place: KeyedWritePlace, asked: string): Promise<KeptAnswer> {
    const row = await writes.find(place);
    // Released between the two questions.
    if (row === undefined) throw inProgress();
    const { key } = await keys.of(place.connectionId);
    const kept = JSON.parse(open(key, row.sealed, contextOf(place)).toString()) as Kept;
    if (kept.asked !== asked)
      throw new GatewayError(
        "IDEMPOTENCY_MISMATCH",
        "This idempotency key was used with another method, path, query or body.",
      );
    if (row.state === "running") throw inProgress();
    if (row.state === "unknown" || kept.answer === undefined) throw unknownOutcome();
    return kept.answer;
  }

  return {
    begin: async (write) => {
      if (claims++ % PRUNE_EVERY === 0) await writes.prune(clock.now(), maxKept);
      const { connectionId, appId } = write;
      const place = { connectionId, appId, keyHash: hash("sha256", write.key) };
      const asked = fingerprint(write.asked);
      const createdAt = clock.now();
      const isFirst = await writes.claim({
        ...place,
        state: "running",
        sealed: await sealed(place, { asked }),
        createdAt,
        expiresAt: createdAt + keepMs,
      });
      if (!isFirst) return recall(place, asked);
      const settle = async (state: "done" | "unknown", answer?: KeptAnswer) =>
        writes.update(place, {
          state,
          sealed: await sealed(place, { asked, ...(answer !== undefined && { answer }) }),
        });
      return {
        finish: (answer) => settle("done", answer),
        release: () => writes.remove(place),
        doubt: () => settle("unknown"),
      };
    },
  };
}

function contextOf({ connectionId, appId, keyHash }: KeyedWritePlace): readonly string[] {
  return ["keyed write", connectionId, appId, keyHash];
}

/** Each part under its length, so that no two requests read alike. */
function fingerprint(parts: readonly (string | Buffer)[]): string {
  const whole = parts.flatMap((part) => [`${Buffer.byteLength(part)}:`, part]);
  return hash("sha256", Buffer.concat(whole.map((part) => Buffer.from(part as string))));
}

function inProgress(): GatewayError {
  return new GatewayError(
    "IDEMPOTENCY_IN_PROGRESS",
    "The first request with this idempotency key has not ended yet.",
    { retryAfterSeconds: 1 },
  );
}

function unknownOutcome(): GatewayError {
  return new GatewayError(
    "CONFLICT",
    "The first request with this idempotency key was sent, and what became of it is unknown.",
    {
      reason: "outcome_unknown",
      nextActions: ["Look whether it took effect; if it did not, send it with a new key."],
    },
  );
}
