import type { OpenApi, Operation } from "./document.ts";

/** One method of one path, or one event, with everything that is said of it. */
export interface Entry {
  /** `EVENT` for one that is sent to receivers. */
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Operations and events by what they are about, in the order of the document. */
export function entriesBySubject(document: OpenApi): ReadonlyMap<string, readonly Entry[]> {
  const subjects = new Map<string, Entry[]>();
  const add = (entry: Entry): void => {
    const subject = entry.operation.tags[0] ?? "";
    const entries = subjects.get(subject) ?? [];
    subjects.set(subject, entries);
    entries.push(entry);
  };
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods))
      add({ method: method.toUpperCase(), path, operation });
  for (const [type, { post }] of Object.entries(document.webhooks))
    add({ method: "EVENT", path: type, operation: post });
  return subjects;
}
