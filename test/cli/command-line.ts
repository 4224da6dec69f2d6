import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

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
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A command line with variables of its own. */
export function createCommandLine(
  env: Readonly<Record<string, string>>,
  cwd?: string,
): CommandLine {
  let all = "";

  async function run(...args: readonly string[]): Promise<Ended> {
    const child = launch(args, env, cwd);
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    all += stdout + stderr;
    assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m, "a person sees no stack");
    return { code, stdout, stderr };
  }

  return {
    run,
    json: async (code, ...args) => {
      const ended = await run(...args, "--json");
      assert.equal(ended.code, code, ended.stdout + ended.stderr);
      assert.equal(ended.stderr, "", "with --json all is in the document");
      return JSON.parse(ended.stdout) as unknown;
    },
    said: () => all,
  };
}
