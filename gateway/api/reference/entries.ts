import type { OpenApi, Operation } from "./document.ts";

/** One method of one path, with everything that is said of it. */
export interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Operations by what they are about, in the order of the document. */
export function entriesBySubject(document: OpenApi): ReadonlyMap<string, readonly Entry[]> {
  const subjects = new Map<string, Entry[]>();
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const subject = operation.tags[0] ?? "";
      const entries = subjects.get(subject) ?? [];
      subjects.set(subject, entries);
      entries.push({ method: method.toUpperCase(), path, operation });
    }
  return subjects;
}
