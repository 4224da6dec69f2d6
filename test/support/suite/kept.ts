import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** The variable that names the folder in which a run of the whole suite keeps what its tests leave. */
export const SUITE_FOLDER = "COUNTERSIGN_SUITE_FOLDER";
/** Where tests write the secrets they make, a file a process; nothing else there is a leak. */
export const MADE = "made-secrets";

/** That folder; `undefined` where files of tests run by themselves. */
export function suiteFolder(): string | undefined {
  return process.env[SUITE_FOLDER];
}

/** Has the end of the suite look for these secrets in all that every test left and printed. */
export function rememberSecrets(...secrets: readonly { name: string; value: string }[]): void {
  const lines = secrets.map((secret) => `${JSON.stringify(secret)}\n`);
  keep(MADE, lines.join(""));
}

/** Keeps what a gateway said, or answered, to be looked through with the rest. */
export function keepSaid(name: string, text: string): void {
  keep(name, `${text}\n`);
}

function keep(name: string, text: string): void {
  const folder = suiteFolder();
  if (folder !== undefined) appendFileSync(join(folder, `${name}.${process.pid}`), text);
}
