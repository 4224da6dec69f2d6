import type { Command } from "commander";
import { SETTINGS } from "../config/settings.ts";

/** Said wherever the options of a start are listed. */
export const LAYERING =
  "Each option is also an environment variable, named in parentheses; the command line wins.";

/** Option values as commander names them. */
export type Values = Readonly<Record<string, string>>;

/** Adds the configuration file and the settings that a command line may give, each with what `describe` says of its place. */
export function addStartOptions(command: Command, describe: (place: string) => string): Command {
  command.option("--config <file>", "Configuration file. Default: config/gateway.json. (CONFIG)");
  for (const { variable, option, place } of SETTINGS)
    command.option(`--${option} <value>`, `${describe(place)} (${variable})`.trim());
  return command;
}

/** The settings among the values, by option name. */
export function settingsIn(values: Values): Record<string, string> {
  const args: Record<string, string> = {};
  for (const { option } of SETTINGS) {
    const value = values[camelCase(option)];
    if (value !== undefined) args[option] = value;
  }
  return args;
}

function camelCase(option: string): string {
  return option.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
