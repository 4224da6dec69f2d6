import type { Command } from "commander";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { asEnvironment } from "../environment-name.ts";
import { signOffline, signRunning } from "../sign-request.ts";
import { table } from "../table.ts";

interface SignOptions {
  readonly method: string;
  readonly userId: string;
  readonly time?: string;
  readonly environment: string;
  readonly rules?: string;
  readonly running?: true;
  readonly apiKeyFile?: string;
}

/** The command that signs one request by hand. */
export function rulesSignCommand(group: Command, cli: Cli): void {
  declare<SignOptions>(group, cli, {
    usage: "sign <path>",
    summary:
      "print the header fields that sign a request: by the newest build on disk (pins aside), or by the running gateway",
    place: "config",
    options: [
      ["--method <method>", "method of the request; the running gateway signs GET", "GET"],
      ["--user-id <id>", "upstream user, 0 when signed out", "0"],
      ["--time <ms>", "milliseconds since 1970; now unless given"],
      ["--environment <name>", "whose rules, on disk", "live"],
      ["--rules <file>", "a rules document, in place of those in the folders"],
      ["--running", "ask the running gateway"],
      ["--api-key-file <file>", "file with its API key of scope RULES; else the sandbox's"],
    ],
    examples: [
      "rules sign /api2/v2/users/me --user-id 123456789",
      "rules sign '/api2/v2/posts?limit=10' --running --json",
    ],
    run: async ([path = ""], options) => {
      const facts = {
        time: numeral("--time", options.time ?? String(cli.clock.now())),
        method: options.method.toUpperCase(),
        path: assertPath(path),
        userId: numeral("--user-id", options.userId),
        // Whoever sends the request adds the fields of its own session.
        session: { userAgent: "", xBc: "" },
      };
      const { revision, headers } =
        options.running === true
          ? await signRunning(cli, options, facts)
          : await signOffline(cli, options, asEnvironment(options.environment), facts);
      const { method, userId } = facts;
      return {
        text: table(["field", "value"], Object.entries(headers)),
        data: { method, path, userId, revision, headers },
      };
    },
  });
}

function assertPath(path: string): string {
  if (/^\/[!-"$-~]*$/.test(path)) return path;
  throw new CommandError(
    EXIT.refused,
    "The path must begin with `/`, percent-encoded and without a fragment.",
  );
}

function numeral(option: string, text: string): string {
  if (/^\d{1,20}$/.test(text)) return text;
  throw new CommandError(EXIT.refused, `${option} takes a whole number.`);
}
