import type { Clock } from "../clock.ts";
import type { Connection, Connections, Session } from "../connections/connection.ts";
import type { Environments } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import type { OwnCalls } from "../own-calls.ts";
import { retryAfterIn } from "../upstream/classify.ts";
import { HASH_LIFE_MS } from "../upstream/x-hash.ts";
import { bodyOf, type SendPlain } from "../uploads/send-plain.ts";

/** Keeps each session's `x-hash` fresh. */
export interface Hashes {
  /** Fetches it in the background if there is none or it has lived half its life. */
  readonly want: (connection: Connection) => void;
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
}

const TIMEOUT_MS = 10_000;
const RETRY_MS = 3_600_000;
/** About 40 characters of base64 are seen; whatever else comes is no hash. */
const HASH = /^[A-Za-z0-9+/_=-]{16,128}$/;

/** Fetches them as a browser does, through the connection's outbound proxy and without its session. */
export function createHashes(options: {
  readonly environments: Environments;
  readonly connections: Pick<Connections, "session" | "setHash">;
  readonly sendPlain: SendPlain;
  readonly heldMs: OwnCalls["heldMs"];
  /** Told that the upstream limits the address of a connection. */
  readonly limited: (connection: Connection, retryAfterSeconds: number | undefined) => void;
  readonly clock: Clock;
  readonly log: Log;
}): Hashes {
  const { environments, connections, sendPlain, heldMs, limited, clock, log } = options;
  const nextLooks = new WeakMap<Session, number>();
  const underWay = new Set<Promise<void>>();

  async function refresh(connection: Connection, origin: string, referer: string): Promise<void> {
    const session = await connections.session(connection.id);
    const nowMs = clock.now();
    const { fetchedAt = -Infinity } = session.xHash ?? {};
    const dueMs = Math.max(fetchedAt + HASH_LIFE_MS / 2, nextLooks.get(session) ?? 0);
    if (nowMs < dueMs) return;
    const waitMs = heldMs(connection);
    if (waitMs > 0) return void nextLooks.set(session, nowMs + waitMs);
    // Before it is asked for: whoever comes meanwhile does not ask again.
    nextLooks.set(session, nowMs + RETRY_MS);
    const answer = await sendPlain(connection, {
      method: "GET",
      url: `${origin}/hash/?u=${encodeURIComponent(session.upstreamUserId)}`,
      headers: { accept: "*/*", "accept-encoding": "identity", referer: `${referer}/` },
      body: bodyOf(Buffer.alloc(0)),
      bodyBytes: 0,
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.status === 429) limited(connection, retryAfterIn(answer.headers));
    const value = answer.body.toString("latin1").trim();
    if (answer.status === 200 && HASH.test(value))
      connections.setHash(session, { value, fetchedAt: nowMs });
    else log.warn({ connectionId: connection.id, status: answer.status }, "there was no x-hash");
  }

  return {
    want: (connection) => {
      const { hashOrigin, origin } = environments[connection.environment] ?? {};
      if (hashOrigin === undefined || origin === undefined) return;
      const session = connections.session(connection.id);
      if (!(session instanceof Promise) && clock.now() < (nextLooks.get(session) ?? 0)) return;
      const work = refresh(connection, hashOrigin, origin)
        .catch((err: unknown) => {
          log.warn({ err, connectionId: connection.id }, "x-hash could not be fetched");
        })
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    close: async () => {
      await Promise.all(underWay);
    },
  };
}
