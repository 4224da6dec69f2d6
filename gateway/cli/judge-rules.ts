import type { EnvironmentName } from "../environments.ts";
import type { Clock } from "../clock.ts";
import { toProblem } from "../rules/problem.ts";
import type { Registry } from "../rules/registry.ts";
import { parseStrictJson } from "../rules/strict-json.ts";
import { CommandError } from "./command-error.ts";
import { readRulesFile, withOfflineRules } from "./offline-rules.ts";
import { isScheme, rulesFormat } from "./rules-format.ts";

/** What a gateway would say to a file. */
export type Judgement = { readonly file: string } & (
  | {
      readonly accepted: true;
      readonly kind: "rules";
      readonly revision: string;
      readonly scheme: string;
      readonly format: string | undefined;
      readonly builtAt: string | null;
    }
  | { readonly accepted: true; readonly kind: "scheme" }
  | { readonly accepted: false; readonly place: string; readonly reason: string }
);

/**
 * Folds, checks and tries each file as a gateway would. Schemes among them are tried by themselves;
 * rules documents by the schemes of the rules folder, and against the documents before them.
 */
export function judgeRules(
  files: readonly string[],
  options: {
    readonly rulesDir: string;
    readonly environment: EnvironmentName;
    readonly clock: Clock;
  },
): Promise<readonly Judgement[]> {
  return withOfflineRules(options, async (rules) => {
    const judgements: Judgement[] = [];
    for (const file of files) judgements.push(await judge(file, rules, options));
    return judgements;
  });
}

async function judge(
  file: string,
  rules: Registry,
  options: Parameters<typeof judgeRules>[1],
): Promise<Judgement> {
  try {
    const { text } = await readRulesFile(file);
    const parsed = parseStrictJson(text);
    if (isScheme(parsed)) return await judgeScheme(file, text, options);
    const verdict = await rules.offer(options.environment, file, text);
    if (!verdict.accepted) {
      const { place, reason } = verdict.rejection;
      return { file, accepted: false, place, reason };
    }
    const { revision, scheme, builtAt } = verdict.rules;
    return {
      file,
      accepted: true,
      kind: "rules",
      revision,
      scheme,
      format: rulesFormat(parsed),
      builtAt: builtAt === undefined ? null : new Date(builtAt).toISOString(),
    };
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    const { place, reason } = toProblem(thrown);
    return { file, accepted: false, place, reason };
  }
}

/** Away from the rules folder (a file has no `schemes/` in it), where a scheme may have its name already. */
async function judgeScheme(
  file: string,
  text: string,
  { environment, clock }: Parameters<typeof judgeRules>[1],
): Promise<Judgement> {
  const problem = await withOfflineRules({ rulesDir: file, environment, clock }, (rules) =>
    rules.offerScheme(file, text),
  );
  return problem === undefined
    ? { file, accepted: true, kind: "scheme" }
    : { file, accepted: false, place: problem.place, reason: problem.reason };
}
