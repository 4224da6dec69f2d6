import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUSY_ENOUGH, measureThroughput, warmUp, type Throughput } from "./measures.ts";
import { CORES, runToEnd, startCandidate, type Candidate } from "./processes.ts";

/** What the number of connections in the store costs an exchange: 10,000 against 10. */
export interface ManyConnections {
  /** 10,000's exchanges a second, as a share of 10's. */
  readonly throughput: number;
  /** Likewise of CPU time for each exchange, and of resident memory after all rounds. */
  readonly cpuPerExchange: number;
  readonly rss: number;
  readonly failures: number;
  /** How many pairs of rounds were so busy that they count; with none, all do. */
  readonly roundsCounted: number;
}

const FEW = 10;
const MANY = 10_000;

interface Pairs {
  readonly rounds: readonly (readonly [few: Throughput, many: Throughput])[];
  readonly rss: number;
}

/**
 * Drives the same connection of two gateways in turns; only what else lies in their stores differs.
 * It is done twice, each of them started first once: of two gateways with equal stores, the one that
 * was started second took 5 to 7 % more CPU and memory (measured).
 */
export async function measureManyConnections(
  upstreamPort: number,
  rounds: number,
  roundMs: number,
): Promise<ManyConnections> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-bench-many-"));
  const folderOf = (connections: number) => join(folder, String(connections));
  try {
    // The accounts are imported by processes that end, so that all candidates start alike.
    for (const count of [FEW, MANY])
      await runToEnd("prepare-folder", [String(upstreamPort), folderOf(count), String(count)]);
    const start = (connections: number) =>
      startCandidate("countersign-prepared", CORES.candidate, upstreamPort, [
        folderOf(connections),
      ]);
    const both: Pairs[] = [];
    for (const order of [
      [FEW, MANY],
      [MANY, FEW],
    ]) {
      const started: Candidate[] = [];
      try {
        for (const connections of order) started.push(await start(connections));
        const [few, many] = order[0] === FEW ? started : started.toReversed();
        if (few && many) both.push(await driveInTurns(few, many, Math.ceil(rounds / 2), roundMs));
      } finally {
        await Promise.all(started.map((candidate) => candidate.stop()));
      }
    }
    const all = both.flatMap((pairs) => pairs.rounds);
    return {
      throughput: balanced(both, ({ perSecond }) => perSecond),
      cpuPerExchange: balanced(both, ({ cpuMicroseconds }) => cpuMicroseconds),
      rss: geometric(both.map(({ rss }) => rss)),
      roundsCounted: all.filter(isCounted).length,
      failures: all.flat().reduce((sum, { failures }) => sum + failures, 0),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function driveInTurns(
  few: Candidate,
  many: Candidate,
  rounds: number,
  roundMs: number,
): Promise<Pairs> {
  for (const candidate of [few, many]) await warmUp(candidate, roundMs * 2);
  const pairs: (readonly [few: Throughput, many: Throughput])[] = [];
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second meets a machine that is warmer, or busier.
    const isFewFirst = round % 2 === 0;
    const one = await measureThroughput(isFewFirst ? few : many, roundMs);
    const other = await measureThroughput(isFewFirst ? many : few, roundMs);
    pairs.push(isFewFirst ? [one, other] : [other, one]);
  }
  return { rounds: pairs, rss: many.rssBytes() / few.rssBytes() };
}

function isCounted(pair: Pairs["rounds"][number]): boolean {
  return pair.every(({ busy }) => busy >= BUSY_ENOUGH);
}

/** Of each pair and not of the medians: both halves of a pair met the same machine. */
function balanced(both: readonly Pairs[], of: (one: Throughput) => number): number {
  return geometric(
    both.map(({ rounds }) => {
      const counted = rounds.filter(isCounted);
      const used = counted.length > 0 ? counted : rounds;
      return middle(used.map(([few, many]) => of(many) / of(few)));
    }),
  );
}

function geometric(values: readonly number[]): number {
  return values.reduce((product, value) => product * value, 1) ** (1 / values.length);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
