import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Order, Ready } from "./candidates/serve.ts";

/** A candidate in a process of its own. */
export interface Candidate {
  readonly name: string;
  readonly ready: Ready;
  /** CPU time its process has used, all threads. */
  readonly cpuMs: () => number;
  readonly rssBytes: () => number;
  /** Asks it to do something; resolves with its answer. */
  readonly order: (order: Order) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** The core of upstream and load generator, and the one a candidate has for itself. */
export const CORES = { load: 0, candidate: 1 } as const;

const { scripts } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { readonly scripts: { readonly start: string } };

/** Every candidate runs with the flags that `npm start` gives the gateway: `exec node FLAGS FILE`. */
export const NODE_FLAGS = scripts.start.split(" ").slice(2, -1);

/** The file that `npm start` runs. */
export const START_FILE = scripts.start.split(" ").at(-1) ?? "";

const TICK_MS = 10;
const PAGE_BYTES = 4096;
const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;

/** Pins this process to a core, where the machine can. */
export function pinSelf(core: number): void {
  if (hasTaskset) spawnSync("taskset", ["-a", "-c", "-p", String(core), String(process.pid)]);
}

/** Command and arguments that run node pinned to a core, where the machine can. */
export function pinned(core: number, args: readonly string[]): [string, string[]] {
  return hasTaskset
    ? ["taskset", ["-c", String(core), process.execPath, ...args]]
    : [process.execPath, [...args]];
}

/** Command and arguments that run node on every core, although this process is pinned to one. */
export function onAllCores(args: readonly string[]): [string, string[]] {
  return hasTaskset
    ? ["taskset", ["-c", `0-${cpus().length - 1}`, process.execPath, ...args]]
    : [process.execPath, [...args]];
}

/** Runs a file of `candidates/` to its end, beside nothing that is measured. @throws Error if it fails. */
export async function runToEnd(name: string, args: readonly string[]): Promise<void> {
  const [command, rest] = candidateCommand(name, CORES.candidate, args);
  const child = spawn(command, rest, { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}`);
}

function candidateCommand(name: string, core: number, args: readonly string[]) {
  const file = fileURLToPath(new URL(`candidates/${name}.ts`, import.meta.url));
  return pinned(core, [...NODE_FLAGS, file, ...args]);
}

/** Starts a file of `candidates/` on a core. @throws Error if it ends before it is ready. */
export async function startCandidate(
  name: string,
  core: number,
  upstreamPort?: number,
  more: readonly string[] = [],
): Promise<Candidate> {
  const [command, args] = candidateCommand(name, core, [String(upstreamPort ?? ""), ...more]);
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { ready } = (await messageOf(child, name)) as { ready: Ready };
  const { pid } = child;
  return {
    name,
    ready,
    cpuMs: () => cpuMs(pid),
    rssBytes: () => Number(readProcess(pid, "statm").split(" ")[1]) * PAGE_BYTES,
    order: async (order) => {
      child.send(order);
      return ((await messageOf(child, name)) as { answer: number }).answer;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}

async function messageOf(child: ChildProcess, name: string): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const failed = once(child, "exit", { signal }).then(() => {
    throw new Error(`${name} ended before it answered`);
  });
  try {
    const [message] = (await Promise.race([once(child, "message", { signal }), failed])) as [
      unknown,
    ];
    return message;
  } finally {
    over.abort();
    failed.catch(() => undefined);
  }
}

/** User and system time, in ticks of `/proc/<pid>/stat`. */
function cpuMs(pid: number | undefined): number {
  const stat = readProcess(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function readProcess(pid: number | undefined, file: string): string {
  return readFileSync(`/proc/${pid ?? "self"}/${file}`, "utf8");
}
