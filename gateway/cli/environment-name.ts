import type { EnvironmentName } from "../environments.ts";
import { CommandError, EXIT } from "./command-error.ts";

/** The environment a word names. @throws CommandError for any other word. */
export function asEnvironment(text: string): EnvironmentName {
  if (text === "sandbox" || text === "live") return text;
  throw new CommandError(EXIT.refused, `"${text}" is no environment. Write sandbox or live.`);
}
