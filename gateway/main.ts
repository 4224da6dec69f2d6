const [first, ...rest] = process.argv.slice(2);
const { env } = process;
const plugins = async () => (await import("../plugins/index.ts")).default;

// Each way loads only what it needs: a command answers at once, and a start is not slowed by commands.
if (first === "cli") {
  const { runCli } = await import("./cli/program.ts");
  process.exitCode = await runCli(rest, { env, plugins });
} else {
  const { runStart } = await import("./cli/start.ts");
  process.exitCode = await runStart(process.argv.slice(2), { env, plugins });
}
