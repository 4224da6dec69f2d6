import type { LoadedConfig } from "./load.ts";
import { leavesOf, pointerTo } from "./pointer.ts";

const MASK = "***";
const WIDEST = 60;

/** A table of every value and where it came from; secrets are `***`, references stay as written. */
export function explain(loaded: LoadedConfig): string {
  const rows = [...leavesOf(loaded.config)].map(([place, value]) => [
    place,
    shown(loaded, place, value),
    loaded.origins.get(place) ?? "default",
  ]);
  return table([["setting", "value", "origin"], ...rows]);
}

/** The configuration as it may be shown: secrets are `***`, references stay as written. */
export function maskSecrets({ config, secrets, references }: LoadedConfig): unknown {
  return visit(config, "");

  function visit(value: unknown, place: string): unknown {
    if (secrets.has(place)) return MASK;
    if (references.has(place)) return references.get(place);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${place}/${index}`));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, visit(inner, pointerTo(place, key))]),
    );
  }
}

function shown({ secrets, references }: LoadedConfig, place: string, value: unknown): string {
  if ([...secrets].some((secret) => overlaps(secret, place))) return MASK;
  const reference = [...references].find(([key]) => overlaps(key, place));
  const text = reference?.[1] ?? JSON.stringify(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text;
}

function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
