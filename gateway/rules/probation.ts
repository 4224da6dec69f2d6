import type { Clock, Timer } from "../clock.ts";
import type { Builds } from "./builds.ts";
import { buildHash } from "./build-hash.ts";
import type { ActiveRules, Ban } from "./rules.ts";

/** What the upstream makes of an environment's builds: a new one is on probation until a signature of it was taken. */
export interface Probation {
  readonly isBanned: (build: ActiveRules) => boolean;
  /** Whether its signatures were refused and none was ever taken. */
  readonly hasFailed: (build: ActiveRules) => boolean;
  /** The older build to try in place of a refused one on probation. */
  readonly standIn: (revision: string) => ActiveRules | undefined;
  readonly refused: (revision: string) => void;
  readonly accepted: (revision: string, isStandIn: boolean) => void;
  readonly bans: () => readonly Ban[];
  readonly close: () => void;
}

interface Conduct {
  readonly revision: string;
  wasAccepted: boolean;
  /** Refusals since one was last accepted. */
  refusals: number;
  /** How often an older build was accepted where this one was refused. */
  outdone: number;
  bannedUntil: number | undefined;
}

/** One odd answer proves nothing. */
const TIMES = 3;
const BAN_MS = 3_600_000;
const MAX_RECORDS = 64;

/** Makes the probation of one environment's builds. */
export function createProbation(options: {
  readonly clock: Clock;
  readonly builds: () => Builds;
  /** Called once the upstream has refused a build often enough while it took `former`. */
  readonly banned: (build: ActiveRules, former: ActiveRules) => void;
  /** Called when a ban has ended. */
  readonly lifted: () => void;
}): Probation {
  const { clock, builds } = options;
  const records = new Map<string, Conduct>();
  const timers = new Set<Timer>();
  let settled: string | undefined;

  const recordOf = (build: ActiveRules): Conduct => {
    const hash = buildHash(build);
    const known = records.get(hash);
    if (known !== undefined) return known;
    const [oldest] = records.keys();
    if (records.size >= MAX_RECORDS && oldest !== undefined) records.delete(oldest);
    const { revision } = build;
    const made = { revision, wasAccepted: false, refusals: 0, outdone: 0, bannedUntil: undefined };
    records.set(hash, made);
    return made;
  };
  const isBanned = (build: ActiveRules): boolean => {
    const { bannedUntil } = recordOf(build);
    return bannedUntil !== undefined && bannedUntil > clock.now();
  };
  const hasFailed = (build: ActiveRules): boolean => {
    const { wasAccepted, refusals } = recordOf(build);
    return !wasAccepted && refusals > 0;
  };
  const lift = (record: Conduct): void => {
    Object.assign(record, { refusals: 0, outdone: 0, bannedUntil: undefined });
    options.lifted();
  };
  const ban = (build: ActiveRules, former: ActiveRules): void => {
    const record = recordOf(build);
    record.bannedUntil = clock.now() + BAN_MS;
    const timer = clock.setTimeout(() => {
      timers.delete(timer);
      if (record.bannedUntil !== undefined) lift(record);
    }, BAN_MS);
    timer.unref();
    timers.add(timer);
    options.banned(build, former);
  };

  return {
    isBanned,
    hasFailed,
    standIn: (revision) => {
      const refused = builds().find(revision)?.rules;
      if (refused === undefined || builds().pinned() !== undefined || !hasFailed(refused)) return;
      return builds()
        .list()
        .map(({ rules }) => rules)
        .find(
          (rules) =>
            rules.order < refused.order && !isBanned(rules) && recordOf(rules).refusals < TIMES,
        );
    },
    refused: (revision) => {
      settled = undefined;
      const build = builds().find(revision)?.rules;
      if (build === undefined) return;
      const record = recordOf(build);
      record.refusals += 1;
      if (record.refusals < TIMES || builds().serving() !== build) return;
      // The upstream takes this one no longer either: what was banned for it may have its turn.
      for (const other of records.values()) if (other.bannedUntil !== undefined) lift(other);
    },
    accepted: (revision, isStandIn) => {
      // Almost every answer ends here.
      if (revision === settled) return;
      const build = builds().find(revision)?.rules;
      const serving = builds().serving();
      if (build === undefined || serving === undefined) return;
      const record = recordOf(build);
      record.wasAccepted = true;
      record.refusals = 0;
      if (serving === build) settled = revision;
      else if (isStandIn && hasFailed(serving)) {
        const failing = recordOf(serving);
        failing.outdone += 1;
        if (failing.outdone >= TIMES) ban(serving, build);
      }
    },
    bans: () =>
      [...records.values()].flatMap(({ revision, bannedUntil }) =>
        bannedUntil === undefined ? [] : [{ revision, until: bannedUntil }],
      ),
    close: () => {
      for (const timer of timers) clock.clearTimeout(timer);
    },
  };
}
