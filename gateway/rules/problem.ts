/** Why a scheme or a rules document cannot be used, and where. */
export interface Problem {
  /** A JSON pointer into the file, or the empty string for the whole. */
  readonly place: string;
  /** One sentence without values from the file: documents hold signing constants. */
  readonly reason: string;
  /** The operation that is missing, where another plugin may still add it. */
  readonly missingOperation?: string | undefined;
}

/** A `Problem` on its way up; nothing else about the text it came from is in it. */
export class RulesProblem extends Error implements Problem {
  readonly place: string;
  readonly reason: string;
  readonly missingOperation: string | undefined;

  constructor(problem: Problem) {
    super(problem.place === "" ? problem.reason : `${problem.place}: ${problem.reason}`);
    this.name = "RulesProblem";
    this.place = problem.place;
    this.reason = problem.reason;
    this.missingOperation = problem.missingOperation;
  }
}

/** The problem as thrown, or any other failure as a problem of the whole that tells nothing of its text. */
export function toProblem(thrown: unknown): Problem {
  return thrown instanceof RulesProblem
    ? thrown
    : { place: "", reason: "it could not be processed (see the log for the cause)" };
}

/** One step of a JSON pointer (RFC 6901 §3). */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
