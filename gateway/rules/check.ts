import { isDeepStrictEqual } from "node:util";
import type { Build } from "./builds.ts";
import { fold, type Folded } from "./fold.ts";
import { RulesProblem } from "./problem.ts";
import type { RulesDocument, SigningFacts } from "./rules.ts";
import type { Scheme } from "./scheme.ts";
import { parseStrictJson } from "./strict-json.ts";
import { isSame } from "./try-job.ts";

/** A document that passed every check but the trial. */
export interface Candidate {
  readonly scheme: Scheme;
  readonly params: RulesDocument["params"];
  readonly revision: string;
  readonly order: number;
  readonly builtAt: number | undefined;
}

/** What a candidate is to the builds that are there. */
export type Relation = { readonly is: "new" } | { readonly is: "known"; readonly build: Build };

/** How far a build may lie in the future: clocks differ, builds come from the past. */
const MAX_SKEW_MS = 10 * 60_000;

/** Facts to compare two builds by, and to try one out with. */
export const PROBES: readonly SigningFacts[] = ["0", "123456789"].map((userId) => ({
  time: "1790000000000",
  method: "GET",
  path: `/api2/v2/users/me?probe=${userId}`,
  userId,
  session: { userAgent: "probe", xBc: "0".repeat(40) },
}));

/** Reads a document's text and folds it. @throws RulesProblem */
export function readDocument(text: string): Folded {
  return fold(parseStrictJson(text));
}

/**
 * Judges a folded document by its scheme: the schema of its params, its name and order, its date.
 * @throws RulesProblem with the place in the original.
 */
export function assertUsable(folded: Folded, scheme: Scheme, nowMs: number): Candidate {
  const { params } = folded.document;
  const problem = scheme.checkParams(params);
  if (problem !== undefined)
    throw new RulesProblem({ ...problem, place: folded.originalPlace(problem.place) });
  const builtAt = scheme.builtAt(params);
  if (builtAt !== undefined && builtAt > nowMs + MAX_SKEW_MS)
    throw new RulesProblem({ place: "", reason: "its build date lies in the future" });
  return {
    scheme,
    params,
    revision: scheme.revision(params),
    order: scheme.order(params),
    builtAt,
  };
}

/**
 * Compares a candidate with the builds that are there. Constants of one build under the name of
 * another, or a second set of constants for one build, are refused; a source may correct itself.
 * @throws RulesProblem
 */
export function relate(candidate: Candidate, source: string, builds: readonly Build[]): Relation {
  const { scheme, params, revision } = candidate;
  const sign = scheme.signer(params);
  for (const build of builds) {
    const { rules } = build;
    if (rules.scheme !== scheme.definition.name) continue;
    const isNamesake = rules.revision === revision;
    if (!isNamesake && !sharesIdentity(candidate, rules.params)) continue;
    if (PROBES.every((facts) => isSame(sign(facts).set, rules.sign(facts).set))) {
      if (isNamesake && !addsTo(candidate, build)) return { is: "known", build };
    } else if (!isNamesake || rules.source !== source) {
      throw new RulesProblem({
        place: "",
        reason: `it contradicts build ${rules.revision} of ${rules.source}: parts of two builds are mixed`,
      });
    }
  }
  const namesake = builds.find(({ rules }) => rules.revision === revision);
  if (namesake !== undefined && namesake.rules.scheme !== scheme.definition.name)
    throw new RulesProblem({ place: "", reason: "a build of another scheme has its name" });
  return { is: "new" };
}

function sharesIdentity({ scheme, params }: Candidate, others: Candidate["params"]): boolean {
  const { identity } = scheme.definition;
  return (
    identity.length > 0 && identity.every((name) => isDeepStrictEqual(params[name], others[name]))
  );
}

/** Whether it says more than the build does, such as the `revision` that some feeds leave out. */
function addsTo({ scheme, params }: Candidate, build: Build): boolean {
  if (build.scheme !== scheme) return true;
  return Object.keys(params).length > Object.keys(build.rules.params).length;
}
