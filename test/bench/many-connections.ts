import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./median.ts";
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
  /** How many rounds were so busy that they count; where none is, all do. */
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
 * They are started anew again and again and driven `turns` times in each order, so that each of them is
 * first, second and third as often: of two gateways with equal stores the one that was started second
 * took 5 to 8 % more CPU and memory (measured).
 */
export async function measureManyConnections(
  upstreamPort: number,
  turns: number,
  roundMs: number,
): Promise<ManyConnections> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-bench-many-"));
  const folderOf = (arm: number) => join(folder, String(arm));
  try {
    // The accounts are imported by processes that end, so that all candidates start alike.
    for (const [arm, connections] of ARMS.entries())
      await runToEnd("prepare-folder", [String(upstreamPort), folderOf(arm), String(connections)]);
    const done: Round[] = [];
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
        done.push(...(await driveInTurns(running, turns * ARMS.length, roundMs)));
      } finally {
        await Promise.all(Object.values(running).map((candidate) => candidate.stop()));
      }
    }
    return {
      ...shareOf(1, done),
      equal: shareOf(2, done),
      roundsCounted: done.filter(isCounted).length,
      rounds: done.length,
      failures: done.flat().reduce((sum, { failures }) => sum + failures, 0),
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

function shareOf(arm: number, rounds: readonly Round[]): Share {
  return {
    throughput: balanced(arm, rounds, ({ perSecond }) => perSecond),
    cpuPerExchange: balanced(arm, rounds, ({ cpuMicroseconds }) => cpuMicroseconds),
    rss: balanced(arm, rounds, ({ rssBytes }) => rssBytes),
  };
}

/** The median over all rounds of what it takes in each: all that is in a round met the same machine. */
function balanced(arm: number, rounds: readonly Round[], of: (one: Measured) => number): number {
  const counted = rounds.filter(isCounted);
  const used = counted.length > 0 ? counted : rounds;
  return median(used.map((round) => of(round[arm] as Measured) / of(round[0] as Measured)));
}
