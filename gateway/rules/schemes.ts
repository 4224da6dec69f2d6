import type { LogicEngine } from "./logic.ts";
import { operationsIn } from "./check-logic.ts";
import { RulesProblem } from "./problem.ts";
import { createScheme, type Scheme } from "./scheme.ts";
import { programsOf, readDefinition, type SchemeDefinition } from "./scheme-definition.ts";
import { parseStrictJson } from "./strict-json.ts";
import type { Trial, TrialJob } from "./trial.ts";
import { tryJob } from "./try-job.ts";

/** The signing schemes that reproduced their vectors, by name. */
export interface Schemes {
  readonly find: (name: string) => Scheme | undefined;
  /**
   * Checks a scheme file and tries its vectors; afterwards `find` yields it. One whose operations are
   * not all there yet waits for them.
   * @throws RulesProblem if it cannot be used (now).
   */
  readonly offer: (source: string, text: string) => Promise<Scheme>;
  /** The files that wait for an operation, removed from the wait. */
  readonly takeWaiting: () => readonly (readonly [source: string, text: string])[];
  /** Signs on trial: in the worker, or here if a plugin's operation is needed. */
  readonly tryOut: (definition: SchemeDefinition, cases: TrialJob["cases"]) => Promise<void>;
}

interface Live {
  readonly scheme: Scheme;
  readonly source: string;
  readonly text: string;
}

const MAX_WAITING = 64;

/** Makes the place where schemes are kept; it begins empty. */
export function createSchemes(engine: LogicEngine, trial: Trial): Schemes {
  const live = new Map<string, Live>();
  const waiting = new Map<string, string>();

  const tryOut: Schemes["tryOut"] = async (definition, cases) => {
    // A function cannot be sent to a worker, and a plugin's code is trusted in this process anyway.
    const isPlugged = programsOf(definition).flatMap(operationsIn).some(engine.isAdded);
    const problem = isPlugged
      ? tryJob(engine, { definition, cases })
      : await trial.run({ definition, cases });
    if (problem !== undefined) throw new RulesProblem(problem);
  };

  const prepare = async (source: string, text: string): Promise<Scheme> => {
    const definition = readDefinition(parseStrictJson(text), engine);
    const holder = live.get(definition.name);
    if (holder?.text === text) return holder.scheme;
    if (holder !== undefined && holder.source !== source)
      throw new RulesProblem({ place: "/name", reason: `${holder.source} has this name already` });
    const scheme = createScheme(definition, engine);
    checkVectors(scheme);
    await tryOut(definition, definition.vectors);
    live.set(definition.name, { scheme, source, text });
    return scheme;
  };

  return {
    find: (name) => live.get(name)?.scheme,
    tryOut,
    offer: async (source, text) => {
      waiting.delete(source);
      try {
        return await prepare(source, text);
      } catch (thrown) {
        const isMissing = thrown instanceof RulesProblem && thrown.missingOperation !== undefined;
        if (isMissing && waiting.size < MAX_WAITING) waiting.set(source, text);
        throw thrown;
      }
    },
    takeWaiting: () => {
      const taken = [...waiting];
      waiting.clear();
      return taken;
    },
  };
}

/** Vectors must be valid documents too. */
function checkVectors({ definition, checkParams, order, revision, builtAt }: Scheme): void {
  for (const [index, { params }] of definition.vectors.entries()) {
    const problem = checkParams(params);
    if (problem !== undefined)
      throw new RulesProblem({ ...problem, place: `/vectors/${index}/params${problem.place}` });
    order(params);
    revision(params);
    builtAt(params);
  }
}
