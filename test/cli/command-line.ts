import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../gateway/cli/program.ts";
import { systemClock } from "../../gateway/clock.ts";

/** The checkout, where commands run unless told otherwise. */
export const root = fileURLToPath(new URL("../../", import.meta.url));
const launcher = fileURLToPath(new URL("../../gateway/cli/countersign.js", import.meta.url));

/** What a command said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in a place: everything it ever said is kept, to look for secrets in. */
export interface CommandLine {
  /** Runs a command to its end. */
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  /** Runs a command with something on its standard input. */
  readonly feed: (input: string, ...args: readonly string[]) => Promise<Ended>;
  /** Runs a command with `--json`, expects the exit code, and gives its document. */
  readonly json: (code: number, ...args: readonly string[]) => Promise<unknown>;
  readonly said: () => string;
}

/** Starts `countersign` as a person would, on free ports unless told otherwise. */
export function launch(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string = root,
): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], {
    cwd,
    env: { ...process.env, PORT: "0", ADMIN_PORT: "0", ...env },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own, so that a test can kill what the launcher has started too.
    detached: true,
  });
}

/** A command line with variables of its own. */
export function createCommandLine(
  env: Readonly<Record<string, string>>,
  cwd?: string,
): CommandLine {
  let all = "";

  async function feed(input: string, ...args: readonly string[]): Promise<Ended> {
    const child = launch(args, env, cwd);
    // A command that reads nothing may have ended before.
    child.stdin?.on("error", () => undefined).end(input);
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    all += stdout + stderr;
    assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m, "a person sees no stack");
    return { code, stdout, stderr };
  }

  return commandLine(feed, () => all);
}

/** The command line inside this process: a new one takes a second to start. */
export function createInnerCommandLine(
  env: Readonly<Record<string, string>>,
  { isWatched = false } = {},
): CommandLine {
  let all = "";

  async function feed(input: string, ...args: readonly string[]): Promise<Ended> {
    let [stdout, stderr] = ["", ""];
    const code = await runCommand(args, {
      env,
      plugins: async () => (await import("../../plugins/index.ts")).default,
      clock: systemClock,
      input: Readable.from([Buffer.from(input)]),
      print: (text) => void (stdout += text),
      complain: (text) => void (stderr += text),
      isWatched,
    });
    all += stdout + stderr;
    return { code, stdout, stderr };
  }

  return commandLine(feed, () => all);
}

function commandLine(feed: CommandLine["feed"], said: () => string): CommandLine {
  const run: CommandLine["run"] = (...args) => feed("", ...args);
  return {
    run,
    feed,
    json: async (code, ...args) => {
      const ended = await run(...args, "--json");
      assert.equal(ended.code, code, ended.stdout + ended.stderr);
      assert.equal(ended.stderr, "", "with --json all is in the document");
      return JSON.parse(ended.stdout) as unknown;
    },
    said,
  };
}
