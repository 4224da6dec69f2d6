import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { Repositories, Store } from "../store/store.ts";
import { hashOf, type AuditEntry } from "./audit-entry.ts";
import { checkChain, type AuditCheck } from "./check-chain.ts";

/** One act to put on record. */
export interface Act {
  /** `admin`, `config`, or the ID of an API key. */
  readonly actor: string;
  /** Such as `key.create`. */
  readonly action: string;
  /** The ID of what it was done to. */
  readonly target?: string | undefined;
  readonly requestId: string;
  /** `ok`, or the code of the error it ended with. */
  readonly outcome: string;
  /** What else there is to know; never a secret. */
  readonly detail?: object;
}

/** What was done, by whom and when: it grows and never changes. */
export interface Audit {
  /** Resolves once the act is in the store; it is also a line in the log. @throws GatewayError `NOT_READY`. */
  readonly record: (act: Act) => Promise<void>;
  /** The newest first, from before an entry on. */
  readonly newest: (limit: number, beforeId?: number) => Promise<readonly AuditEntry[]>;
  /** Everything, the oldest first. */
  readonly all: () => AsyncGenerator<AuditEntry>;
  /** Goes through the whole record: how long it is, and the first entry that is not as it was written. */
  readonly check: () => Promise<AuditCheck>;
}

/** The record over the store. */
export function createAudit(options: {
  readonly store: Pick<Repositories, "audit"> & Pick<Store, "transaction">;
  readonly clock: Clock;
  readonly log: Log;
}): Audit {
  const { store, clock, log } = options;

  async function* all(): AsyncGenerator<AuditEntry> {
    let afterId = 0;
    for (;;) {
      const page = await store.audit.oldest(pageSize, afterId);
      yield* page;
      afterId = page.at(-1)?.id ?? afterId;
      if (page.length < pageSize) return;
    }
  }

  return {
    record: async ({ detail = {}, target, ...act }) => {
      log.info({ ...detail, ...act, target }, "act");
      await store.transaction((inner) => addAct(inner, { ...act, target, detail }, clock.now()));
    },
    newest: store.audit.newest,
    all,
    check: () => checkChain(all()),
  };
}

/** Puts an act on record in the transaction of what it did. */
export async function addAct(
  { audit }: Pick<Repositories, "audit">,
  { detail = {}, target, ...act }: Act,
  nowMs: number,
): Promise<void> {
  const last = await audit.findLast();
  const entry = {
    ...act,
    id: (last?.id ?? 0) + 1,
    at: nowMs,
    target: target ?? null,
    detail: JSON.stringify(detail),
  };
  await audit.add({ ...entry, hash: hashOf(entry, last?.hash) });
}

const pageSize = 500;
