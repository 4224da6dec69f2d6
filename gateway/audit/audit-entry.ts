import { hash } from "node:crypto";
import type { AuditRow } from "../store/tables.ts";

/** One act on record. */
export type AuditEntry = AuditRow;

/** The hash of an entry, over everything it says and the hash of the one before: none changes without all later ones. */
export function hashOf(entry: Omit<AuditEntry, "hash">, before: string | undefined): string {
  const { id, at, actor, action, target, requestId, outcome, detail } = entry;
  const said = [before ?? "", id, at, actor, action, target, requestId, outcome, detail];
  return hash("sha256", JSON.stringify(said), "hex");
}

/** An entry as it is shown and exported. */
export function viewEntry({ at, detail, ...rest }: AuditEntry): object {
  return { ...rest, at: new Date(at).toISOString(), detail: JSON.parse(detail) as object };
}

/** An entry from a line of an export. @throws SyntaxError, TypeError if it is none. */
export function readEntry(line: string): AuditEntry {
  const { at, detail, ...rest } = JSON.parse(line) as Omit<AuditEntry, "at" | "detail"> & {
    readonly at: string;
    readonly detail: object;
  };
  return { ...rest, at: Date.parse(at), detail: JSON.stringify(detail) };
}
