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

/** Drives the same connection of two gateways in turns; only what else lies in their stores differs. */
export async function measureManyConnections(
  upstreamPort: number,
  rounds: number,
  roundMs: number,
): Promise<ManyConnections> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-bench-many-"));
  const started: Candidate[] = [];
  /** The accounts are imported by a process that ends, so that both candidates start alike. */
  const start = async (connections: number): Promise<Candidate> => {
    const dataDir = join(folder, String(connections));
    await runToEnd("prepare-folder", [String(upstreamPort), dataDir, String(connections)]);
    const candidate = await startCandidate("countersign-prepared", CORES.candidate, upstreamPort, [
      dataDir,
    ]);
    started.push(candidate);
    return candidate;
  };
  try {
    const few = await start(10);
    const many = await start(10_000);
    for (const candidate of [few, many]) await warmUp(candidate, roundMs * 2);
    const pairs: (readonly [few: Throughput, many: Throughput])[] = [];
    for (let round = 0; round < rounds; round++) {
      // Whoever comes second meets a machine that is warmer, or busier.
      const isFewFirst = round % 2 === 0;
      const one = await measureThroughput(isFewFirst ? few : many, roundMs);
      const other = await measureThroughput(isFewFirst ? many : few, roundMs);
      pairs.push(isFewFirst ? [one, other] : [other, one]);
    }
    // Of each pair and not of the medians: both halves of a pair met the same machine.
    const counted = pairs.filter((pair) => pair.every(({ busy }) => busy >= BUSY_ENOUGH));
    const used = counted.length > 0 ? counted : pairs;
    const ratio = (of: (one: Throughput) => number) => middle(used.map((p) => of(p[1]) / of(p[0])));
    return {
      throughput: ratio(({ perSecond }) => perSecond),
      cpuPerExchange: ratio(({ cpuMicroseconds }) => cpuMicroseconds),
      rss: many.rssBytes() / few.rssBytes(),
      roundsCounted: counted.length,
      failures: pairs.flat().reduce((sum, { failures }) => sum + failures, 0),
    };
  } finally {
    await Promise.all(started.map((candidate) => candidate.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
