import { Command } from "commander";
import { announce } from "../announce.ts";
import type { AnyPlugin } from "../chain/plugin.ts";
import { describeSetting } from "../config/describe-setting.ts";
import { startGateway, type Gateway } from "../gateway.ts";
import { CommandError, EXIT, toFailure, type ExitCode } from "./command-error.ts";
import { addStartOptions, LAYERING, settingsIn, type Values } from "./start-options.ts";
import { unfitProcess } from "./unfit-process.ts";

/** What the process lends a start. */
export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly plugins: () => Promise<readonly AnyPlugin[]>;
}

/** Starts as `npm start` does, without a command's name. Returns the exit code; a gateway that runs keeps the process alive. */
export async function runStart(args: readonly string[], options: StartOptions): Promise<ExitCode> {
  const command = addStartOptions(new Command("countersign"), describeSetting)
    .description(
      "The gateway for linked OnlyFans accounts. Without options: the sandbox, on loopback.",
    )
    .addHelpText(
      "after",
      `\n${LAYERING}\n` +
        "Examples:\n  npm start\n  npm start -- --port 9000 --data-dir /var/lib/countersign\n",
    );
  try {
    await start(command.parse(args, { from: "user" }).opts<Values>(), options);
    return EXIT.ok;
  } catch (error) {
    complain(error);
    return toFailure(error).exitCode;
  }
}

/**
 * Starts the gateway, says where it is, and ends it on a signal.
 * @throws CommandError if this process is not fit for it; else what `startGateway` throws.
 */
export async function start(values: Values, { env, plugins }: StartOptions): Promise<void> {
  const unfit = unfitProcess(process.versions.node, env, process.execArgv);
  if (unfit !== undefined) throw new CommandError(EXIT.refused, unfit);
  const gateway = await startGateway({
    config: values["config"] ?? env["CONFIG"] ?? "config/gateway.json",
    env,
    args: settingsIn(values),
    plugins: await plugins(),
  });
  process.stderr.write(announce(gateway, process.stderr.isTTY));
  handleSignals(gateway);
}

function handleSignals(gateway: Gateway): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(error);
        process.exitCode = 1;
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("SIGHUP", () => void gateway.reload());
}

function complain(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`countersign: ${message}\n`);
}
