import type { Readable } from "node:stream";
import type { Command } from "commander";
import type { AnyPlugin } from "../chain/plugin.ts";
import type { Clock } from "../clock.ts";
import { EXIT, toFailure, type ExitCode } from "./command-error.ts";

/** What every command works with. */
export interface Cli {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The built-in plugins, loaded when a command needs them. */
  readonly plugins: () => Promise<readonly AnyPlugin[]>;
  readonly clock: Clock;
  /** Standard input. */
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Whether somebody reads on a terminal what `complain` writes. */
  readonly isWatched: boolean;
  /** Sets what the process will exit with. */
  readonly end: (exitCode: ExitCode) => void;
}

/** What a command found or did: words for people, data for `--json`. */
export interface Outcome {
  readonly text: string;
  readonly data: unknown;
  /** 0 unless given. */
  readonly exitCode?: ExitCode;
}

/** Options that say which gateway or data folder is meant. */
export interface PlaceOptions {
  /** Whether one JSON document is to be printed at the end, and nothing else. */
  readonly json?: true;
  readonly config?: string;
  readonly dataDir?: string;
  readonly adminUrl?: string;
}

/** How a command is called and what it does. */
export interface Declaration<Options extends object> {
  /** Name and operands, such as `pin <environment> <revision>`. */
  readonly usage: string;
  readonly summary: string;
  /** Which `PlaceOptions` it takes: those of a configuration, of a running gateway too, or none. */
  readonly place: "config" | "gateway" | "none";
  readonly options?: readonly (readonly [flags: string, description: string, standard?: string])[];
  /** Whole command lines without `countersign`. */
  readonly examples: readonly string[];
  readonly run: (operands: readonly string[], options: Options & PlaceOptions) => Promise<Outcome>;
}

/** Adds a command to a group; its outcome is printed, or its failure with the exit code that says why. */
export function declare<Options extends object>(
  group: Command,
  cli: Cli,
  declaration: Declaration<Options>,
): void {
  const { place, options = [], examples, run } = declaration;
  const command = group.command(declaration.usage).description(declaration.summary);
  for (const [flags, description, standard] of options)
    command.option(flags, description, standard);
  if (place !== "none") {
    command.option("--config <file>", "configuration file (CONFIG, or config/gateway.json)");
    command.option("--data-dir <folder>", "data folder, in place of the configuration's");
  }
  if (place === "gateway")
    command.option("--admin-url <url>", "admin listener of the gateway, if it is not found");
  command.option("--json", "print one JSON document");
  command.addHelpText("after", examplesText(examples));
  command.action(async () => {
    const given = command.opts<Options & PlaceOptions>();
    const isJson = given.json === true;
    try {
      const { text, data, exitCode = EXIT.ok } = await run(command.args, given);
      cli.print(isJson ? json(data) : `${text}\n`);
      cli.end(exitCode);
    } catch (thrown) {
      fail(cli, thrown, isJson);
    }
  });
}

/** Says how far long work is; with `--json` only where somebody watches, as scripts may take both outputs as one. */
export function progressOf(
  { complain, isWatched }: Cli,
  { json }: PlaceOptions,
): (text: string) => void {
  return json === true && !isWatched ? () => undefined : (text) => complain(`${text}\n`);
}

/** Says why a command failed, as a sentence or as a JSON document, and sets the exit code. */
export function fail(cli: Cli, thrown: unknown, isJson: boolean): void {
  const { exitCode, message, problems } = toFailure(thrown);
  if (isJson) cli.print(json({ error: message, exitCode, problems }));
  else cli.complain(`countersign: ${message}\n`);
  cli.end(exitCode);
}

/** The end of a help page: command lines to copy. */
export function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((line) => `  countersign ${line}`).join("\n")}\n`;
}

function json(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
