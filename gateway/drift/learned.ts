import { parentOf, type Kind, type Shape } from "./shape.ts";

/** How an endpoint's answers differ from what was learned. */
export interface Change {
  readonly place: string;
  /** A field nobody saw before, one of another type, or one that was always there and is not. */
  readonly kind: "new" | "type" | "missing";
  readonly was: readonly Kind[];
  readonly is: readonly Kind[];
}

/** What is known of one endpoint's answers; plain JSON, to be kept. */
export interface Learned {
  readonly samples: number;
  /** Kinds by place; `always` if no answer that had its parent lacked it. */
  readonly places: Readonly<
    Record<string, { readonly kinds: readonly Kind[]; readonly always: boolean }>
  >;
  readonly changes: readonly Change[];
}

/** Answers that are learned from before any is compared. */
export const LEARNING_SAMPLES = 100;
const MAX_PLACES = 500;
const MAX_CHANGES = 100;

/** Before the first answer. */
export const NOTHING: Learned = { samples: 0, places: {}, changes: [] };

/** Learns from one more answer, or compares it; `found` is what was not known to differ before. */
export function learn(
  before: Learned,
  shape: Shape,
): { readonly after: Learned; readonly found: readonly Change[] } {
  const samples = before.samples + 1;
  if (before.samples < LEARNING_SAMPLES)
    return { after: { ...before, samples, places: merged(before, shape) }, found: [] };
  const known = new Set(before.changes.map(nameOf));
  const found = differences(before, shape)
    .filter((change) => !known.has(nameOf(change)))
    .slice(0, MAX_CHANGES - before.changes.length);
  return { after: { ...before, samples, changes: [...before.changes, ...found] }, found };
}

/** Takes the changes for what is right from now on. */
export function accept(before: Learned): Learned {
  const places = { ...before.places };
  for (const { place, kind, is } of before.changes)
    if (kind === "missing") delete places[place];
    else
      places[place] = {
        kinds: [...new Set([...(places[place]?.kinds ?? []), ...is])],
        always: places[place]?.always ?? false,
      };
  return { ...before, places, changes: [] };
}

function merged({ places, samples }: Learned, shape: Shape): Learned["places"] {
  const next: Record<string, Learned["places"][string]> = {};
  for (const [place, { kinds, always }] of Object.entries(places)) {
    const seen = shape.get(place);
    next[place] = {
      kinds: seen === undefined ? kinds : [...new Set([...kinds, ...seen])],
      always: always && (seen !== undefined || !hasParent(shape, place)),
    };
  }
  let room = MAX_PLACES - Object.keys(next).length;
  for (const [place, kinds] of shape) {
    if (Object.hasOwn(next, place) || room === 0) continue;
    room -= 1;
    // What comes with its parent for the first time may well be always there.
    const always = samples === 0 || !Object.hasOwn(places, parentOf(place) ?? "");
    next[place] = { kinds: [...kinds], always };
  }
  return next;
}

function differences({ places }: Learned, shape: Shape): Change[] {
  const changes: Change[] = [];
  const isFull = Object.keys(places).length >= MAX_PLACES;
  for (const [place, seen] of shape) {
    const is = [...seen];
    const known = Object.hasOwn(places, place) ? places[place] : undefined;
    if (known === undefined) {
      // Only the outermost new place is news, and nothing is where not every place could be kept.
      const parent = parentOf(place);
      const around =
        parent !== undefined && Object.hasOwn(places, parent) ? places[parent] : undefined;
      const needed = place.endsWith("[]") ? "array" : "object";
      const isOutermost = around?.kinds.includes(needed) === true;
      if (isOutermost && !isFull) changes.push({ place, kind: "new", was: [], is });
    } else if (is.some((kind) => !known.kinds.includes(kind)))
      changes.push({ place, kind: "type", was: known.kinds, is });
  }
  for (const [place, { kinds, always }] of Object.entries(places))
    if (always && !shape.has(place) && hasParent(shape, place))
      changes.push({ place, kind: "missing", was: kinds, is: [] });
  return changes;
}

/** Whether a place could be there: rows are not where a list is empty. */
function hasParent(shape: Shape, place: string): boolean {
  const parent = parentOf(place);
  return !place.endsWith("[]") && parent !== undefined && shape.get(parent)?.has("object") === true;
}

function nameOf({ place, kind, is }: Change): string {
  return `${kind} ${place} ${is.join(" ")}`;
}
