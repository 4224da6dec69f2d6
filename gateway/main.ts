// The process: `npm start` comes here as it is, `countersign …` and `npm run cli` with the word `cli` in front.
const [word, ...rest] = process.argv.slice(2);
// Only what is asked for is loaded: a start waits for no command, and no command for a gateway.
const plugins = async () => (await import("../plugins/index.ts")).default;
const { env, argv } = process;

if (word === "cli") {
  const { runCli } = await import("./cli/program.ts");
  process.exitCode = await runCli(rest, { env, plugins });
} else {
  const [{ runStart }] = await Promise.all([import("./cli/start.ts"), plugins()]);
  process.exitCode = await runStart(argv.slice(2), { env, plugins });
}
