import type { Rejection } from "./rules.ts";

const MAX_KEPT = 50;

/** What was refused of late in one environment, newest last. */
export interface Rejections {
  readonly list: () => readonly Rejection[];
  /** Returns whether it is news: the same refusal of the same source again only moves its time. */
  readonly add: (rejection: Rejection) => boolean;
}

/** Makes an empty, bounded list. */
export function createRejections(): Rejections {
  let kept: readonly Rejection[] = [];
  return {
    list: () => kept,
    add: (rejection) => {
      const others = kept.filter((known) => !isSameRefusal(known, rejection));
      const isNews = others.length === kept.length;
      kept = [...others, rejection].slice(-MAX_KEPT);
      return isNews;
    },
  };
}

function isSameRefusal(a: Rejection, b: Rejection): boolean {
  return a.source === b.source && a.place === b.place && a.reason === b.reason;
}
