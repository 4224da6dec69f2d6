import { Command } from "commander";
import { announce } from "./announce.ts";
import type { AnyPlugin } from "./chain/plugin.ts";
import { SETTINGS } from "./config/settings.ts";
import { startGateway } from "./gateway.ts";

const MIN_NODE_MAJOR = 22;

/** Reads the command line, starts the gateway with these built-in plugins and ends it on a signal. */
export async function main(plugins: readonly AnyPlugin[]): Promise<void> {
  const options = readCommandLine(process.argv);
  const refusal = refuse(process.versions.node, process.env);
  if (refusal !== undefined) {
    fail(refusal);
    return;
  }
  try {
    const gateway = await startGateway({
      config: options.config ?? process.env["CONFIG"] ?? "config/gateway.json",
      env: process.env,
      args: options.args,
      plugins,
    });
    process.stderr.write(announce(gateway, process.stderr.isTTY));
    handleSignals(gateway);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

function readCommandLine(argv: readonly string[]) {
  const command = new Command("countersign")
    .description(
      "The gateway for linked OnlyFans accounts. Without options: the sandbox, on loopback.",
    )
    .option("--config <file>", "configuration file (CONFIG)", undefined)
    .addHelpText(
      "after",
      "\nEach option is also an environment variable, named in parentheses; the command line wins.\n" +
        "Examples:\n  npm start\n  npm start -- --port 9000 --data-dir /var/lib/countersign\n",
    );
  for (const { variable, option } of SETTINGS)
    command.option(`--${option} <value>`, `(${variable})`);
  const { config, ...rest } = command.parse(argv).opts<Record<string, string>>();
  const args: Record<string, string> = {};
  for (const { option } of SETTINGS) {
    const value = rest[camelCase(option)];
    if (value !== undefined) args[option] = value;
  }
  return { config, args };
}

function camelCase(option: string): string {
  return option.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Why this process should not hold secrets at all, if it should not. */
function refuse(node: string, env: NodeJS.ProcessEnv): string | undefined {
  if (Number(node.split(".")[0]) < MIN_NODE_MAJOR) {
    return `Node ${node} is too old. Start with \`npm start\`: npm has installed a current one for it.`;
  }
  // http-proxy-3 logs its options, and Node its headers, when these are set.
  for (const [name, pattern] of [
    ["DEBUG", /\*|http-proxy/],
    ["NODE_DEBUG", /\b(http|https|tls|net)\b/],
  ] as const) {
    if (pattern.test(env[name] ?? "")) {
      return `${name} would write secrets to the log. Unset it and start again.`;
    }
  }
  return undefined;
}

function handleSignals(gateway: Awaited<ReturnType<typeof startGateway>>): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => fail(String(error)),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("SIGHUP", () => void gateway.reload());
}

function fail(message: string): void {
  process.stderr.write(`countersign: ${message}\n`);
  process.exitCode = 1;
}
