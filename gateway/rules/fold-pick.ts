import { pointerStep } from "./problem.ts";

/** An object as it was parsed. */
export type Source = Readonly<Record<string, unknown>>;

/** A member of the original with the key it was found under. */
export interface Found {
  readonly place: string;
  readonly value: unknown;
}

/** The first of the keys that the object has. */
export function pick(source: Source, root: string, keys: readonly string[]): Found | undefined {
  const key = keys.find((name) => source[name] !== undefined && source[name] !== null);
  return key === undefined ? undefined : { place: root + pointerStep(key), value: source[key] };
}
