import { CommandError, EXIT } from "./command-error.ts";

/** How many a word says. @throws CommandError for any word that is no whole number from 1 on. */
export function asCount(text: string): number {
  if (/^0*[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CommandError(EXIT.refused, `"${text}" is no number. Write one from 1 on.`);
}
