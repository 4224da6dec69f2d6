import type { AnyPlugin } from "./chain/plugin.ts";

/**
 * Runs this process's command line: `cli …` is a command, anything else starts the gateway.
 * `plugins` loads the built-in ones. Sets the exit code; a started gateway keeps the process alive.
 */
export async function main(plugins: () => Promise<readonly AnyPlugin[]>): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  const { env } = process;
  // Each way loads only what it needs: a command answers at once, and a start is not slowed by commands.
  if (first === "cli") {
    const { runCli } = await import("./cli/program.ts");
    process.exitCode = await runCli(rest, { env, plugins });
  } else {
    const { runStart } = await import("./cli/start.ts");
    process.exitCode = await runStart(process.argv.slice(2), { env, plugins });
  }
}
