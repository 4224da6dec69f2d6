import { cpus } from "node:os";
import { ROWS } from "./candidates/rows.ts";
import { measureManyConnections } from "./many-connections.ts";
import { median } from "./median.ts";
import { printReport, type Results, type Row } from "./report.ts";
import {
  BUSY_ENOUGH,
  measureCpuPerGigabyte,
  measureLatency,
  measureManaged,
  measureReloads,
  measureSlowStreams,
  measureStarts,
  measureThroughput,
  warmUp,
  type Throughput,
} from "./measures.ts";
import { CORES, pinSelf, startCandidate, type Candidate } from "./processes.ts";

/** The first is what the others are compared with. */
const CANDIDATES = ["bare-http-proxy", "fastify-http-proxy", "countersign", "plain-transport"];

const isQuick = process.argv.includes("--quick");
const rounds = isQuick ? 3 : 7;
const roundMs = isQuick ? 1_500 : 5_000;
const longMs = isQuick ? 4_000 : 20_000;

pinSelf(CORES.load);
const upstream = await startCandidate("upstream", CORES.load);
const running = await startAll();
try {
  const throughputs = await interleave(running, rounds, (candidate) =>
    measureThroughput(candidate, roundMs),
  );
  const latencies = await interleave(running, rounds, (candidate) =>
    measureLatency(candidate.ready, roundMs / 3),
  );
  say("latency of the upstream itself");
  const direct = await measureLatency(upstream.ready, roundMs / 3);
  const perGigabyte = await interleave(running, isQuick ? 1 : 3, (candidate) =>
    measureCpuPerGigabyte(candidate, roundMs),
  );

  const gateway = running.find(({ name }) => name === "countersign");
  const managedRatios: Record<string, number> = {};
  for (const [size, rows] of Object.entries(ROWS)) {
    say(`typed against passed on: ${size}`);
    if (gateway !== undefined)
      managedRatios[size] = await measureManaged(gateway, rows, rounds, roundMs);
  }
  say("signing, reloads");
  const signMicroseconds = (await gateway?.order("sign")) ?? NaN;
  const reload = gateway && (await measureReloads(gateway, longMs));
  await stopAll(running);

  const rssBytes = new Map<string, number>();
  for (const name of CANDIDATES) {
    say(`200 slow streams: ${name}`);
    const candidate = await startCandidate(name, CORES.candidate, upstream.ready.port);
    rssBytes.set(name, await measureSlowStreams(candidate, longMs));
    await candidate.stop();
  }
  say("starts");
  const { firstMs, laterMs } = await measureStarts(isQuick ? 3 : 5);

  say("10,000 connections against 10");
  const manyConnections = await measureManyConnections(
    upstream.ready.port,
    isQuick ? 1 : 2,
    isQuick ? roundMs : roundMs / 2,
  );

  const rows = CANDIDATES.map((name): Row => {
    const all = throughputs.get(name) ?? [];
    const counted = all.filter(({ busy }) => busy >= BUSY_ENOUGH);
    // With no round that counts there is still something to look at; the report says so.
    const used: readonly Throughput[] = counted.length > 0 ? counted : all;
    const own = latencies.get(name) ?? [];
    return {
      name,
      perSecond: median(used.map(({ perSecond }) => perSecond)),
      cpuMicroseconds: median(used.map(({ cpuMicroseconds }) => cpuMicroseconds)),
      addedP50Ms: median(own.map(({ p50Ms }) => p50Ms)) - direct.p50Ms,
      addedP99Ms: median(own.map(({ p99Ms }) => p99Ms)) - direct.p99Ms,
      cpuSecondsPerGigabyte: median(perGigabyte.get(name) ?? []),
      rssBytes: rssBytes.get(name) ?? NaN,
      failures: all.reduce((sum, { failures }) => sum + failures, 0),
      roundsCounted: counted.length,
    };
  });
  const results: Results = {
    at: new Date().toISOString(),
    machine: `${cpus()[0]?.model ?? "unknown"} × ${cpus().length}, Node ${process.version}`,
    rounds,
    rows,
    signMicroseconds,
    managedRatios,
    reload,
    manyConnections,
    start: { firstMs, laterMs: median(laterMs) },
  };
  printReport(results);
} finally {
  await stopAll([...running, upstream]);
}
process.exit();

async function startAll(): Promise<Candidate[]> {
  const started: Candidate[] = [];
  for (const name of CANDIDATES) {
    say(`starting ${name}`);
    const candidate = await startCandidate(name, CORES.candidate, upstream.ready.port);
    await warmUp(candidate, longMs);
    started.push(candidate);
  }
  return started;
}

async function stopAll(candidates: readonly Candidate[]): Promise<void> {
  await Promise.all(candidates.map((candidate) => candidate.stop()));
}

/** Every candidate once a round, so that what else the machine does meets all of them. */
async function interleave<Result>(
  candidates: readonly Candidate[],
  times: number,
  measure: (candidate: Candidate) => Promise<Result>,
): Promise<Map<string, Result[]>> {
  const results = new Map<string, Result[]>();
  for (let round = 1; round <= times; round++) {
    for (const candidate of candidates) {
      const result = await measure(candidate);
      say(`round ${round}/${times} ${candidate.name}: ${JSON.stringify(result)}`);
      results.set(candidate.name, [...(results.get(candidate.name) ?? []), result]);
    }
  }
  return results;
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
