/** What stands at a place of an answer. */
export type Kind = "array" | "boolean" | "number" | "object" | "string";

/**
 * The places of an answer with the kinds that stand there: names and types, never a value. `list[].id`
 * is the `id` of the rows of `list`, `*` stands for names that are no field's. What is null is left out:
 * a field may always be empty.
 */
export type Shape = ReadonlyMap<string, ReadonlySet<Kind>>;

const MAX_VISITS = 2_000;
const MAX_PLACES = 500;
const MAX_DEPTH = 8;
const MAX_ROWS = 5;
/** An object with more names than any declared one is a table, by IDs or days. */
const MAX_NAMES = 150;
const FIELD = /^(?!__)[A-Za-z_][A-Za-z_-]*\d{0,3}$/;
const MAX_NAME_LENGTH = 40;

/** Reads it, with bounded work whatever the answer is. */
export function shapeOf(json: unknown): Shape {
  const shape = new Map<string, Set<Kind>>();
  let visits = 0;
  const visit = (value: unknown, place: string, depth: number): void => {
    const kind = kindOf(value);
    if (kind === undefined || (visits += 1) > MAX_VISITS) return;
    const kinds = shape.get(place);
    if (kinds !== undefined) kinds.add(kind);
    else if (shape.size < MAX_PLACES) shape.set(place, new Set([kind]));
    if (depth === MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const row of value.slice(0, MAX_ROWS)) visit(row, `${place}[]`, depth + 1);
    } else if (kind === "object") {
      const names = Object.keys(value as object);
      const isTable = names.length > MAX_NAMES;
      const inner = place === "" ? "" : `${place}.`;
      for (const name of names.slice(0, MAX_NAMES))
        visit(
          (value as Readonly<Record<string, unknown>>)[name],
          inner + (isTable || !isField(name) ? "*" : name),
          depth + 1,
        );
    }
  };
  visit(json, "", 0);
  return shape;
}

/** The place that one is in; `undefined` for the answer itself. */
export function parentOf(place: string): string | undefined {
  if (place === "") return undefined;
  if (place.endsWith("[]")) return place.slice(0, -2);
  const dot = place.lastIndexOf(".");
  return dot === -1 ? "" : place.slice(0, dot);
}

function isField(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && FIELD.test(name);
}

function kindOf(value: unknown): Kind | undefined {
  if (Array.isArray(value)) return "array";
  const type = value === null ? "null" : typeof value;
  return type === "string" || type === "number" || type === "boolean" || type === "object"
    ? type
    : undefined;
}
