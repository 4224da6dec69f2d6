import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import type { Ready } from "./candidates/serve.ts";
import { drive } from "./load.ts";
import { median } from "./median.ts";
import { onAllCores, type Candidate, NODE_FLAGS, START_FILE } from "./processes.ts";

/** One round of small exchanges on a saturated core. */
export interface Throughput {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  /** Share of the time its core was busy with the candidate. */
  readonly busy: number;
  readonly failures: number;
}

/** A round counts if the candidate kept its core so busy: else something else was waited for. */
export const BUSY_ENOUGH = 0.9;

/** Drives small exchanges until the candidate's code is compiled. */
export async function warmUp({ ready }: Candidate, durationMs: number): Promise<void> {
  await drive(ready, { path: "/users/me", connections: 32, durationMs });
}

/** Drives small exchanges for a time. */
export async function measureThroughput(
  candidate: Candidate,
  durationMs: number,
): Promise<Throughput> {
  const options = { path: "/users/me", connections: 32 };
  const cpuBeforeMs = candidate.cpuMs();
  const startedAtMs = performance.now();
  const { exchanges, failures } = await drive(candidate.ready, { ...options, durationMs });
  const cpuMs = candidate.cpuMs() - cpuBeforeMs;
  const elapsedMs = performance.now() - startedAtMs;
  return {
    perSecond: (exchanges * 1000) / elapsedMs,
    cpuMicroseconds: (cpuMs * 1000) / exchanges,
    busy: cpuMs / elapsedMs,
    failures,
  };
}

/** CPU of a typed answer in terms of the same one passed on, a median of interleaved rounds. */
export async function measureManaged(
  candidate: Candidate,
  rows: number,
  rounds: number,
  durationMs: number,
): Promise<number> {
  const path = `/chats/${rows}/messages?limit=10`;
  const cpuOf = async (prefix: string): Promise<number> => {
    const target = { ...candidate.ready, prefix };
    const cpuBeforeMs = candidate.cpuMs();
    const { exchanges } = await drive(target, { path, connections: 8, durationMs });
    return (candidate.cpuMs() - cpuBeforeMs) / exchanges;
  };
  const ratios: number[] = [];
  // The first round compiles the code and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const passedOn = await cpuOf("/v2/access/proxy");
    const ratio = (await cpuOf("/v2/access")) / passedOn;
    if (round > 0) ratios.push(ratio);
  }
  return median(ratios);
}

/** Latencies of one exchange at a time. */
export async function measureLatency(
  target: Ready,
  durationMs: number,
): Promise<{ readonly p50Ms: number; readonly p99Ms: number }> {
  const options = { path: "/users/me", connections: 1 };
  await drive(target, { ...options, durationMs: durationMs / 4 });
  const { latenciesMs } = await drive(target, { ...options, durationMs });
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

/** CPU seconds for a gigabyte of long bodies. */
export async function measureCpuPerGigabyte(
  candidate: Candidate,
  durationMs: number,
): Promise<number> {
  const cpuBeforeMs = candidate.cpuMs();
  const { bodyBytes } = await drive(candidate.ready, { path: "/big", connections: 4, durationMs });
  return (candidate.cpuMs() - cpuBeforeMs) / 1000 / (bodyBytes / 1e9);
}

/** The greatest resident memory while 200 clients slowly read long bodies. */
export async function measureSlowStreams(
  candidate: Candidate,
  durationMs: number,
): Promise<number> {
  await drive(candidate.ready, { path: "/users/me", connections: 8, durationMs: 500 });
  const streaming = drive(candidate.ready, {
    path: "/big",
    connections: 200,
    durationMs,
    bytesPerSecond: 200_000,
  });
  let peakBytes = 0;
  for (let elapsedMs = 0; elapsedMs < durationMs; elapsedMs += 100) {
    await pause(100);
    peakBytes = Math.max(peakBytes, candidate.rssBytes());
  }
  await streaming;
  return peakBytes;
}

/** Exchanges that failed while the configuration was reloaded again and again. */
export async function measureReloads(
  candidate: Candidate,
  durationMs: number,
): Promise<{ readonly exchanges: number; readonly failures: number; readonly reloads: number }> {
  let reloads = 0;
  const load = drive(candidate.ready, { path: "/users/me", connections: 32, durationMs });
  const endsAtMs = performance.now() + durationMs - 500;
  while (performance.now() < endsAtMs) {
    await candidate.order("reload");
    reloads += 1;
    await pause(250);
  }
  const { exchanges, failures } = await load;
  return { exchanges, failures, reloads };
}

/** How long a gateway takes until it serves, each time with a fresh data folder. */
export interface Starts {
  /** The first on a machine, when no file was ever compiled. */
  readonly firstMs: number;
  /** All later ones. */
  readonly laterMs: readonly number[];
}

/** Starts the gateway as `npm start` does, on all cores: once with nothing compiled, then as often as asked. */
export async function measureStarts(times: number): Promise<Starts> {
  const compiledDir = await mkdtemp(join(tmpdir(), "countersign-compiled-"));
  try {
    const firstMs = await measureStart(compiledDir);
    const laterMs: number[] = [];
    for (let count = 0; count < times; count++) laterMs.push(await measureStart(compiledDir));
    return { firstMs, laterMs };
  } finally {
    await rm(compiledDir, { recursive: true, force: true });
  }
}

/** Time from the start of the process to the hand-out that says it serves. */
async function measureStart(compiledDir: string): Promise<number> {
  const main = fileURLToPath(new URL(`../../${START_FILE}`, import.meta.url));
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-cold-"));
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: "0",
    ADMIN_PORT: "0",
    TMPDIR: compiledDir,
  };
  const startedAtMs = performance.now();
  const [command, args] = onAllCores([...NODE_FLAGS, main]);
  const child = spawn(command, args, { stdio: "ignore", env });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!existsSync(join(dataDir, "sandbox.json")) && child.exitCode === null) await pause(5);
  const elapsedMs = performance.now() - startedAtMs;
  const isServing = child.exitCode === null;
  child.kill("SIGKILL");
  await ended;
  await rm(dataDir, { recursive: true, force: true });
  return isServing ? elapsedMs : NaN;
}
