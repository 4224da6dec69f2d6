import type { ConfigProblem } from "../config/problem.ts";

/** What the exit code of a command says; `--help` lists them. */
export const EXIT = { ok: 0, unexpected: 1, refused: 2, unreachable: 3 } as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that cannot do what it was asked, with the exit code that says why. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}

/** Why a command failed, for people and for programs. */
export interface Failure {
  readonly exitCode: ExitCode;
  readonly message: string;
  /** What is wrong with the configuration, if it is that. */
  readonly problems?: readonly ConfigProblem[];
}

/**
 * What a thrown error means to whoever ran the command. It goes by names and not by classes, so
 * that no command loads the rooms whose errors it never sees.
 */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof CommandError) return { exitCode: thrown.exitCode, message: thrown.message };
  if (!(thrown instanceof Error)) return { exitCode: EXIT.unexpected, message: String(thrown) };
  const { name, message } = thrown;
  switch (name) {
    case "ConfigError": {
      const { problems } = thrown as unknown as Required<Failure>;
      return { exitCode: EXIT.refused, message, problems };
    }
    case "GatewayError":
      return {
        exitCode:
          "code" in thrown && thrown.code === "INTERNAL_ERROR" ? EXIT.unexpected : EXIT.refused,
        message,
      };
    default:
      return { exitCode: EXIT.unexpected, message };
  }
}
