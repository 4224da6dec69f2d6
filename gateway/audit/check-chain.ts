import { hashOf, type AuditEntry } from "./audit-entry.ts";

/** Whether a record is whole. Compare `entries` and `head` with a copy kept elsewhere: a cut end shows only so. */
export interface AuditCheck {
  readonly entries: number;
  readonly firstBrokenId: number | undefined;
  /** The hash of the last entry. */
  readonly head: string | undefined;
}

/** Goes through a whole record, the oldest first: how long it is, and the first entry that is not as it was written. */
export async function checkChain(
  record: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
): Promise<AuditCheck> {
  let last: AuditEntry | undefined;
  let firstBrokenId: number | undefined;
  let entries = 0;
  for await (const entry of record) {
    entries++;
    const isNext = entry.id === (last?.id ?? 0) + 1;
    if (!isNext || entry.hash !== hashOf(entry, last?.hash)) firstBrokenId ??= entry.id;
    last = entry;
  }
  return { entries, firstBrokenId, head: last?.hash };
}
