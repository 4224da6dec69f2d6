import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { endorse, publicKeyOf } from "../../rules/envelope.ts";
import { RulesProblem } from "../../rules/problem.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { readRulesFile } from "../offline-rules.ts";

/** The command for those who publish rules: it signs a document for feeds with `signedBy`. */
export function rulesEndorseCommand(group: Command, cli: Cli): void {
  declare<{ readonly key?: string }>(group, cli, {
    usage: "endorse <file>",
    summary:
      "print a rules document in a signed envelope, for feeds with `signedBy`; an envelope gets one more signature",
    place: "none",
    options: [
      ["--key <file>", "Ed25519 private key, as `openssl genpkey -algorithm ed25519` makes it"],
    ],
    examples: [
      "rules endorse rules.json --key rules.key > signed.json",
      "rules endorse signed.json --key another.key --json",
    ],
    run: async ([file = ""], { key }) => {
      if (key === undefined) throw new CommandError(EXIT.refused, "Name a private key: --key.");
      const pem = await readFile(key, "utf8").catch((cause: unknown) => {
        throw new CommandError(EXIT.refused, `The key ${key} cannot be read.`, cause);
      });
      try {
        const { text } = await readRulesFile(file);
        const envelope = endorse(text, pem);
        const publicKey = publicKeyOf(pem);
        cli.complain(`For \`signedBy.keys\`: ${publicKey}\n`);
        const data = { publicKey, envelope: JSON.parse(envelope) as object };
        return { text: envelope.trimEnd(), data };
      } catch (thrown) {
        if (!(thrown instanceof RulesProblem)) throw thrown;
        throw new CommandError(
          EXIT.refused,
          `${file} cannot be signed: ${thrown.message}.`,
          thrown,
        );
      }
    },
  });
}
