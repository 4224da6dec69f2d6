import { createHash } from "node:crypto";

/** A stream of numbers that is the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number between both bounds, inclusive. */
  readonly int: (min: number, max: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  readonly text: (length: number, alphabet: string) => string;
}

/** The alphabet of hashes and of most tokens. */
export const HEX = "0123456789abcdef";
/** The alphabet of session ids. */
export const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
/** The alphabet of a build's secret text. */
export const MIXED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A stream for one subject: independent streams come from one seed by giving each its own label. */
export function createRandom(seed: string, label: string): Random {
  let state = createHash("sha256").update(`${seed}\n${label}`).digest().readUInt32LE(0);

  // mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for made-up data.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));

  return {
    next,
    int,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(int(0, alphabet.length - 1))).join(""),
  };
}
