/** What is wrong with a configuration, where, and what to do about it. Texts never hold configured secrets. */
export interface ConfigProblem {
  /** The file, or the environment variable or option that holds the value. */
  readonly file: string;
  /** JSON pointer; empty for the whole. */
  readonly place: string;
  readonly line?: number;
  readonly column?: number;
  readonly problem: string;
  readonly remedy: string;
}

/** A problem before it is known which line of which file it is on. */
export type Finding = Pick<ConfigProblem, "place" | "problem" | "remedy">;

/** A configuration that cannot be used, with every problem found; the message lists them all. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  /** The files it was read from, as far as they are known: where to wait for a correction. */
  readonly files: readonly string[];

  constructor(problems: readonly ConfigProblem[], files: readonly string[] = []) {
    super(problems.map(inWords).join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
    this.files = files;
  }
}

/** The files in which what was refused may be mended, as far as they are known. */
export function filesOf(error: unknown): readonly string[] {
  return error instanceof ConfigError ? error.files : [];
}

function inWords({ file, place, line, column, problem, remedy }: ConfigProblem): string {
  const position = line === undefined ? "" : `:${line}:${column ?? 1}`;
  const where = place === "" ? "" : ` ${place}`;
  return `${file}${position}:${where} ${problem}\n    ${remedy}`;
}
