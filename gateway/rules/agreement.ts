import type { Clock } from "../clock.ts";
import type { Awaiting } from "./rules.ts";

/** What several feeds say of builds: one is taken once enough of them say the same. */
export interface Agreement {
  /** Notes that a feed says what serves already: it speaks against whoever says otherwise. */
  readonly confirm: (source: string, said: Said) => void;
  /** Notes what a feed says now; its word before counts no longer. */
  readonly hear: (source: string, said: Said) => Heard;
  /** A feed that spoke against a known build is not counted for an hour. */
  readonly quarantine: (source: string) => void;
  readonly awaiting: () => readonly Awaiting[];
}

/** A build as a feed has it. */
export interface Said {
  readonly revision: string;
  /** The same for all documents that sign alike, in whatever format. */
  readonly print: string;
}

/** What follows from a feed's word. */
export interface Heard {
  readonly outcome: "agreed" | "waits" | "contradicted";
  /** Feeds that say otherwise of a build on which enough agree. */
  readonly liars: readonly string[];
  /** Feeds that say the same. */
  readonly count: number;
}

const QUARANTINE_MS = 3_600_000;
const MAX_SETTLED = 64;

/** Makes an agreement of `quorum` feeds; 1 takes every word. */
export function createAgreement(options: {
  readonly quorum: number;
  readonly clock: Clock;
}): Agreement {
  const { quorum, clock } = options;
  const words = new Map<string, Said>();
  const quarantinedUntil = new Map<string, number>();
  let settled: readonly string[] = [];

  const isHeard = (source: string) => (quarantinedUntil.get(source) ?? 0) <= clock.now();
  const sourcesOf = (wanted: Said): string[] =>
    [...words]
      .filter(([, said]) => said.revision === wanted.revision && said.print === wanted.print)
      .map(([source]) => source)
      .filter(isHeard);
  const quarantine = (source: string): void => {
    quarantinedUntil.set(source, clock.now() + QUARANTINE_MS);
  };

  const settle = ({ revision }: Said): void => {
    settled = [revision, ...settled.filter((known) => known !== revision)].slice(0, MAX_SETTLED);
  };

  return {
    quarantine,
    confirm: (source, said) => {
      words.set(source, said);
      settle(said);
    },
    hear: (source, said) => {
      words.set(source, said);
      const others = [...words].filter(
        ([, other]) => other.revision === said.revision && other.print !== said.print,
      );
      if (others.some(([, other]) => sourcesOf(other).length >= quorum)) {
        quarantine(source);
        return { outcome: "contradicted", liars: [source], count: 0 };
      }
      const count = sourcesOf(said).length;
      if (count < quorum) return { outcome: "waits", liars: [], count };
      settle(said);
      const liars = others.map(([liar]) => liar);
      liars.forEach(quarantine);
      return { outcome: "agreed", liars, count };
    },
    awaiting: () =>
      [...words].flatMap(([source, { revision, print }]) =>
        settled.includes(revision) || sourcesOf({ revision, print }).length >= quorum
          ? []
          : [{ revision, source }],
      ),
  };
}
