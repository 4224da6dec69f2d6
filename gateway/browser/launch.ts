import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import type { Clock } from "../clock.ts";
import { createDevtools, type Devtools } from "./devtools.ts";
import { flagsFor } from "./flags.ts";
import type { Chromium } from "./unpack-chromium.ts";

/** A Chromium that one owner signs in with, while it runs. */
export interface LaunchedBrowser {
  readonly devtools: Devtools;
  readonly pid: number;
  /** What it says it is, to every site and without make-up. */
  readonly userAgent: string;
  /** Resolves once the process has ended, by itself or not. */
  readonly ended: Promise<void>;
  /** Ends it; one that does not go is killed. */
  readonly close: () => Promise<void>;
}

/** How it is started. */
export interface LaunchOptions {
  readonly chromium: Chromium;
  readonly profile: string;
  readonly proxyUrl: string;
  /** Whether pages must be shut in by the system; otherwise they run with the rights of this process's user. */
  readonly isSandboxed: boolean;
  readonly clock: Clock;
}

/** A browser that was started and may not be used: the system lets it shut no pages in. */
export class NoSandboxError extends Error {
  constructor() {
    super("Chromium can shut no pages in here.");
    this.name = "NoSandboxError";
  }
}

const START_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 3_000;
const SHUT_IN_TIMEOUT_MS = 5_000;

/**
 * Starts a Chromium and resolves once it answers.
 * @throws NoSandboxError if its pages must be shut in and are not; Error if it does not start.
 */
export async function launchBrowser(options: LaunchOptions): Promise<LaunchedBrowser> {
  const { chromium, profile, isSandboxed, clock } = options;
  const child = spawn(chromium.executablePath, flagsFor(options), {
    // Nothing of this process's own environment, which may hold the master key.
    env: {
      HOME: profile,
      TMPDIR: profile,
      ...(chromium.fonts !== undefined && { FONTCONFIG_PATH: chromium.fonts }),
    },
    cwd: profile,
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    // A process group of its own, which is killed whole.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const said = firstWords(child);
  const [, , , toBrowser, fromBrowser] = child.stdio;
  const devtools = createDevtools(toBrowser as Writable, fromBrowser as Readable);
  const close = async () => {
    const timer = clock.setTimeout(() => kill(child), CLOSE_TIMEOUT_MS);
    devtools.send("Browser.close").catch(() => undefined);
    await ended;
    clock.clearTimeout(timer);
    // Its helpers end with it, save one that hangs.
    kill(child);
  };
  const tooLate = clock.setTimeout(() => kill(child), START_TIMEOUT_MS);
  try {
    const { userAgent } = await devtools.send("Browser.getVersion");
    if (isSandboxed) await assertShutIn(devtools, clock);
    return { devtools, pid: child.pid ?? 0, userAgent, ended, close };
  } catch (error) {
    kill(child);
    await ended;
    throw /no usable sandbox/i.test(said()) ? new NoSandboxError() : error;
  } finally {
    clock.clearTimeout(tooLate);
  }
}

/** What it says on its error output before it is of use; the rest is passed over unread. */
function firstWords({ stderr }: ChildProcess): () => string {
  let words = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    if (words.length < 4_096) words += text;
  });
  return () => words;
}

/** Linux tells how many filters a process has on its system calls; elsewhere Chromium's own start is the proof. */
async function assertShutIn(devtools: Devtools, clock: Clock): Promise<void> {
  if (process.platform !== "linux") return;
  const { targetId } = await devtools.send("Target.createTarget", { url: "about:blank" });
  const endMs = clock.elapsed() + SHUT_IN_TIMEOUT_MS;
  // A process shuts itself in as it starts, before it is given a page; nothing tells when.
  while (!(await isShutIn(devtools))) if (clock.elapsed() > endMs) throw new NoSandboxError();
  // Not before: a process that ends has lost its filters.
  await devtools.send("Target.closeTarget", { targetId });
}

async function isShutIn(devtools: Devtools): Promise<boolean> {
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter(({ type }) => type === "renderer");
  // A container or systemd may have put some on this process already, and so on all that it starts.
  const ours = await filtersOn("self");
  const counts = await Promise.all(pages.map(({ id }) => filtersOn(id)));
  return counts.length > 0 && counts.every((count) => count > ours);
}

async function filtersOn(process: number | "self"): Promise<number> {
  // One that has ended by now has none.
  const status = await readFile(`/proc/${process}/status`, "utf8").catch(() => "");
  // Linux before 5.9 says only whether there are any.
  const [, count] = /^Seccomp_filters:\s*(\d+)$/m.exec(status) ?? [];
  return Number(count ?? /^Seccomp:\s*2$/m.test(status));
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
