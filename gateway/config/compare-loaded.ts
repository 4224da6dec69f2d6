import { maskSecrets } from "./explain.ts";
import type { LoadedConfig } from "./load.ts";
import { leavesOf, parentOf } from "./pointer.ts";

/** A setting that two configurations give different values. */
export interface Difference {
  /** Its JSON pointer. */
  readonly setting: string;
  /** Nothing if the setting is not there. */
  readonly a?: unknown;
  readonly b?: unknown;
}

/** Compares what is in force, and shows what may be shown: secrets are `***`, references stay as written. */
export function compareLoaded(a: LoadedConfig, b: LoadedConfig): readonly Difference[] {
  const [valuesA, valuesB] = [leavesOf(a.config), leavesOf(b.config)];
  const [shownA, shownB] = [a, b].map((loaded) => leavesOf(maskSecrets(loaded)));
  const settings = [...new Set([...valuesA.keys(), ...valuesB.keys()])];
  return settings
    .filter((each) => JSON.stringify(valuesA.get(each)) !== JSON.stringify(valuesB.get(each)))
    .map((setting) => ({
      setting,
      ...(valuesA.has(setting) && { a: shownAt(shownA, setting) }),
      ...(valuesB.has(setting) && { b: shownAt(shownB, setting) }),
    }));
}

/** A secret may be a whole part of the document, of which only the mask is shown. */
function shownAt(shown: ReadonlyMap<string, unknown> | undefined, setting: string): unknown {
  for (let place: string | undefined = setting; place !== undefined; place = parentOf(place)) {
    if (shown?.has(place) === true) return shown.get(place);
  }
  return undefined;
}
