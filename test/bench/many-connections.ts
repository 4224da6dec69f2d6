import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUSY_ENOUGH, measureThroughput, warmUp, type Throughput } from "./measures.ts";
import { CORES, runToEnd, startCandidate, type Candidate } from "./processes.ts";

/** What a gateway costs in terms of one that has 10 connections in its store. */
export interface Share {
  readonly throughput: number;
  readonly cpuPerExchange: number;
  /** Of resident memory, after each round. */
  readonly rss: number;
}

/** What the number of connections in the store costs an exchange: 10,000 against 10. */
export interface ManyConnections extends Share {
  /** Another gateway with 10: how far from 1 equal stores come out, and so what the others may tell. */
  readonly equal: Share;
  readonly failures: number;
  /** How many rounds were so busy that they count; where none is in a turn of starts, all do. */
  readonly roundsCounted: number;
  readonly rounds: number;
}

const FEW = 10;
const MANY = 10_000;
const STARTS = 6;

/** The gateways that are compared, by what lies in their stores; the first is what the others are shares of. */
const ARMS = [FEW, MANY, FEW] as const;

interface Measured extends Throughput {
  readonly rssBytes: number;
}

/** What each gateway did in it, in the order of the arms. */
type Round = readonly Measured[];

/**
 * Drives the same connection of three gateways in turns; only what else lies in their stores differs.
 * They are started anew again and again, each of them first, second and third as often: of two gateways
 * with equal stores the one that was started second took 5 to 8 % more CPU and memory (measured).
 */
export async function measureManyConnections(
  upstreamPort: number,
  rounds: number,
  roundMs: number,
): Promise<ManyConnections> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-bench-many-"));
  const folderOf = (arm: number) => join(folder, String(arm));
  try {
    // The accounts are imported by processes that end, so that all candidates start alike.
    for (const [arm, connections] of ARMS.entries())
      await runToEnd("prepare-folder", [String(upstreamPort), folderOf(arm), String(connections)]);
    const starts: Round[][] = [];
    for (let first = 0; first < STARTS; first++) {
      const running: Candidate[] = [];
      try {
        for (const position of ARMS.keys()) {
          const arm = (first + position) % ARMS.length;
          running[arm] = await startCandidate(
            "countersign-prepared",
            CORES.candidate,
            upstreamPort,
            [folderOf(arm)],
          );
        }
        starts.push(await driveInTurns(running, Math.ceil(rounds / 2), roundMs));
      } finally {
        await Promise.all(Object.values(running).map((candidate) => candidate.stop()));
      }
    }
    const all = starts.flat();
    return {
      ...shareOf(1, starts),
      equal: shareOf(2, starts),
      roundsCounted: all.filter(isCounted).length,
      rounds: all.length,
      failures: all.flat().reduce((sum, { failures }) => sum + failures, 0),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function driveInTurns(
  candidates: readonly Candidate[],
  rounds: number,
  roundMs: number,
): Promise<Round[]> {
  for (const candidate of candidates) await warmUp(candidate, roundMs * 2);
  const done: Round[] = [];
  for (let first = 0; first < rounds; first++) {
    const round: Measured[] = [];
    // Whoever comes later meets a machine that is warmer, or busier.
    for (const position of candidates.keys()) {
      const arm = (first + position) % candidates.length;
      const candidate = candidates[arm] as Candidate;
      const measured = await measureThroughput(candidate, roundMs);
      round[arm] = { ...measured, rssBytes: candidate.rssBytes() };
    }
    done.push(round);
  }
  return done;
}

function isCounted(round: Round): boolean {
  return round.every(({ busy }) => busy >= BUSY_ENOUGH);
}

function shareOf(arm: number, starts: readonly (readonly Round[])[]): Share {
  return {
    throughput: balanced(arm, starts, ({ perSecond }) => perSecond),
    cpuPerExchange: balanced(arm, starts, ({ cpuMicroseconds }) => cpuMicroseconds),
    rss: balanced(arm, starts, ({ rssBytes }) => rssBytes),
  };
}

/** Of each round and not of the medians: all that is in a round met the same machine. */
function balanced(
  arm: number,
  starts: readonly (readonly Round[])[],
  of: (one: Measured) => number,
): number {
  const shares = starts.map((rounds) => {
    const counted = rounds.filter(isCounted);
    const used = counted.length > 0 ? counted : rounds;
    return middle(used.map((round) => of(round[arm] as Measured) / of(round[0] as Measured)));
  });
  return shares.reduce((product, share) => product * share, 1) ** (1 / shares.length);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
