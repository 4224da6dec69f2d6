/** The JSON pointer of a member or element (RFC 6901 §3). */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys a JSON pointer names, outermost first. */
export function keysOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The pointer of what holds this one, or `undefined` for the whole. */
export function parentOf(pointer: string): string | undefined {
  return pointer === "" ? undefined : pointer.slice(0, pointer.lastIndexOf("/"));
}

/** Every scalar, list of scalars and empty object or list in a document, by pointer. */
export function leavesOf(value: unknown, pointer = ""): Map<string, unknown> {
  if (isLeaf(value)) return new Map([[pointer, value]]);
  const entries = Object.entries(value as object);
  return new Map(entries.flatMap(([key, inner]) => [...leavesOf(inner, pointerTo(pointer, key))]));
}

function isLeaf(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Object.keys(value).length === 0) return true;
  return Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
}
