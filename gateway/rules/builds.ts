import type { ActiveRules } from "./rules.ts";
import type { Scheme } from "./scheme.ts";

/** An accepted build with the scheme it was proven with. */
export interface Build {
  readonly rules: ActiveRules;
  readonly scheme: Scheme;
}

/** The builds of one environment, and which of them serves. */
export interface Builds {
  /** Newest first. */
  readonly list: () => readonly Build[];
  readonly find: (revision: string) => Build | undefined;
  /** The pinned build, else the newest that is not banned; nothing if the pinned one is not here. */
  readonly serving: () => ActiveRules | undefined;
  /** The build that serves instead of `revision`, if it is newer. */
  readonly newerThan: (revision: string) => ActiveRules | undefined;
  /** Adds a build, or replaces the one of its revision; the oldest beyond the limit goes. */
  readonly put: (build: Build) => void;
  readonly pinned: () => string | undefined;
  readonly pin: (revision: string | undefined) => void;
  /** Chooses anew after a ban began or ended. */
  readonly choose: () => void;
}

/** Makes an empty shelf for `keep` builds; a pinned one is kept beyond that. */
export function createBuilds(keep: number, isBanned: (build: ActiveRules) => boolean): Builds {
  let builds: readonly Build[] = [];
  let pinnedRevision: string | undefined;
  let servingRules: ActiveRules | undefined;

  const find = (revision: string): Build | undefined =>
    builds.find(({ rules }) => rules.revision === revision);
  const choose = (): void => {
    const newest = () => builds.find(({ rules }) => !isBanned(rules)) ?? builds[0];
    servingRules = (pinnedRevision === undefined ? newest() : find(pinnedRevision))?.rules;
  };

  return {
    list: () => builds,
    find,
    serving: () => servingRules,
    newerThan: (revision) => {
      if (servingRules === undefined || servingRules.revision === revision) return undefined;
      const refused = find(revision);
      const isNewer = refused === undefined || servingRules.order > refused.rules.order;
      return isNewer ? servingRules : undefined;
    },
    put: (build) => {
      const others = builds.filter(({ rules }) => rules.revision !== build.rules.revision);
      const all = [...others, build].toSorted((a, b) => b.rules.order - a.rules.order);
      builds = all.filter(({ rules }, index) => index < keep || rules.revision === pinnedRevision);
      choose();
    },
    pinned: () => pinnedRevision,
    pin: (revision) => {
      pinnedRevision = revision;
      choose();
    },
    choose,
  };
}
