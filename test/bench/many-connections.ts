import { measureThroughput, warmUp, type Throughput } from "./measures.ts";
import { CORES, startCandidate, type Candidate } from "./processes.ts";

/** What the number of connections in the store costs an exchange: 10,000 against 10. */
export interface ManyConnections {
  /** 10,000's exchanges a second, as a share of 10's. */
  readonly throughput: number;
  /** Likewise of CPU time for each exchange, and of resident memory after all rounds. */
  readonly cpuPerExchange: number;
  readonly rss: number;
  readonly failures: number;
}

/** Drives the same connection of two gateways in turns; only what else lies in their stores differs. */
export async function measureManyConnections(
  upstreamPort: number,
  rounds: number,
  roundMs: number,
): Promise<ManyConnections> {
  const few = await startCandidate("countersign-10", CORES.candidate, upstreamPort);
  const many = await startCandidate("countersign-10000", CORES.candidate, upstreamPort);
  try {
    for (const candidate of [few, many]) await warmUp(candidate, roundMs * 2);
    const pairs: (readonly [few: Throughput, many: Throughput])[] = [];
    for (let round = 0; round < rounds; round++)
      pairs.push([await measureThroughput(few, roundMs), await measureThroughput(many, roundMs)]);
    // Of each pair and not of the medians: both halves of a pair met the same machine.
    const ratio = (of: (one: Throughput) => number) =>
      middle(pairs.map((p) => of(p[1]) / of(p[0])));
    return {
      throughput: ratio(({ perSecond }) => perSecond),
      cpuPerExchange: ratio(({ cpuMicroseconds }) => cpuMicroseconds),
      rss: many.rssBytes() / few.rssBytes(),
      failures: pairs.flat().reduce((sum, { failures }) => sum + failures, 0),
    };
  } finally {
    await Promise.all([few, many].map((candidate: Candidate) => candidate.stop()));
  }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
