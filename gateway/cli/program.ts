import { Command, CommanderError } from "commander";
import { systemClock } from "../clock.ts";
import { fail, type Cli } from "./command.ts";
import { EXIT, type ExitCode } from "./command-error.ts";
import { addStartOptions, LAYERING, type Values } from "./start-options.ts";

/** Runs one command line of this process, without the program's name. Returns the exit code; a started gateway keeps the process alive. */
export function runCli(
  args: readonly string[],
  given: Pick<Cli, "env" | "plugins">,
): Promise<ExitCode> {
  const { stdin, stdout, stderr } = process;
  // A reader such as `head` may have enough.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return runCommand(args, {
    ...given,
    clock: systemClock,
    input: stdin,
    print: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(text),
    isWatched: stderr.isTTY,
  });
}

/** Runs one command line with what it is lent. Returns the exit code. */
export async function runCommand(
  args: readonly string[],
  given: Omit<Cli, "end">,
): Promise<ExitCode> {
  let ended: ExitCode = EXIT.ok;
  const cli: Cli = {
    ...given,
    end: (exitCode) => {
      ended = exitCode;
    },
  };
  try {
    const program = await createProgram(args[0], cli);
    await program.parseAsync(args, { from: "user" });
    return ended;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.refused;
  }
}

/** What adds the commands that begin with a word. */
const GROUPS = {
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  config: async () => (await import("./commands/config.ts")).configCommands,
  rules: async () => (await import("./commands/rules.ts")).rulesCommands,
  generations: async () => (await import("./commands/generations.ts")).generationsCommand,
  reload: async () => (await import("./commands/generations.ts")).reloadCommand,
  rollback: async () => (await import("./commands/generations.ts")).rollbackCommand,
  organizations: async () => (await import("./commands/organizations.ts")).organizationCommands,
  apps: async () => (await import("./commands/apps.ts")).appCommands,
  keys: async () => (await import("./commands/keys.ts")).keyCommands,
  link: async () => (await import("./commands/link.ts")).linkCommands,
  webhooks: async () => (await import("./commands/webhook-deliveries.ts")).webhooksGroup,
  connections: async () => (await import("./commands/connections.ts")).connectionCommands,
  audit: async () => (await import("./commands/audit.ts")).auditCommands,
  drift: async () => (await import("./commands/drift.ts")).driftCommands,
  egress: async () => (await import("./commands/egress.ts")).egressCommands,
  exchanges: async () => (await import("./commands/exchanges.ts")).exchangesCommand,
  secrets: async () => (await import("./commands/secrets.ts")).secretCommands,
  plugins: async () => (await import("./commands/plugins.ts")).pluginCommands,
  store: async () => (await import("./commands/store.ts")).storeCommands,
};

/** All commands for the help page; to run one, only those that begin with its word are loaded, which saves half a second. */
async function createProgram(word: string | undefined, cli: Cli): Promise<Command> {
  const program = new Command("countersign")
    .description("The gateway for linked OnlyFans accounts, and what its operator does with it.")
    .exitOverride()
    .configureOutput({
      writeOut: cli.print,
      writeErr: cli.complain,
      outputError: (text, write) => write(text.replace(/^error: /, "countersign: ")),
    })
    .showHelpAfterError("With --help it says what there is.")
    .addHelpText("after", EXIT_CODES);
  await startCommand(program, cli, word);
  const isOne = word === "start" || Object.hasOwn(GROUPS, word ?? "");
  for (const [name, load] of Object.entries(GROUPS)) {
    if (!isOne || name === word) (await load())(program, cli);
  }
  return program;
}

async function startCommand(program: Command, cli: Cli, word: string | undefined): Promise<void> {
  // What settings are for is in their schema, which no other command need load.
  const describe =
    word === "start" ? (await import("../config/describe-setting.ts")).describeSetting : () => "";
  const command = program
    .command("start")
    .description(
      "start the gateway, as `npm start` does; without options: the sandbox, on loopback",
    )
    .addHelpText(
      "after",
      `\n${LAYERING}\n\nExamples:\n  countersign start\n  countersign start --port 9000\n`,
    );
  addStartOptions(command, describe).action(async (values: Values) => {
    try {
      const { start } = await import("./start.ts");
      await start(values, cli);
    } catch (thrown) {
      fail(cli, thrown, false);
    }
  });
}

const EXIT_CODES = `
Exit codes:
  0  done; nothing is wrong
  1  something unexpected happened
  2  refused: bad input, a bad configuration, or the gateway said no
  3  the gateway is not running, or cannot be reached

In a checkout, \`npx countersign\` or \`npm run cli --\` stands for \`countersign\`.

Examples:
  countersign start
  countersign doctor
  countersign rules list --json
`;
