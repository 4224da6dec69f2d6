import type { LogicEngine } from "./logic.ts";
import { RulesProblem, toProblem, type Problem } from "./problem.ts";
import { createSigner } from "./signer.ts";
import type { TrialJob } from "./trial.ts";

type Fields = Readonly<Record<string, string>>;

/** Signs every case of a job twice and compares; says what went wrong, or nothing. */
export function tryJob(engine: LogicEngine, { definition, cases }: TrialJob): Problem | undefined {
  try {
    for (const [index, { params, facts, headers }] of cases.entries()) {
      const sign = createSigner(definition, engine, params);
      const { set } = sign(facts);
      if (headers !== undefined && !isSame(set, headers))
        return { place: `/vectors/${index}/headers`, reason: "they are not reproduced" };
      if (!isSame(sign(facts).set, set))
        return { place: "", reason: "it signs the same facts differently" };
    }
    return undefined;
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    const { place, reason } = toProblem(cause instanceof RulesProblem ? cause : thrown);
    return { place, reason };
  }
}

/** Whether two sets of header fields are the same. */
export function isSame(a: Fields, b: Fields): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
