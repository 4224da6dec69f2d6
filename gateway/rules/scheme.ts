import { compileSchema, type SchemaCheck } from "./check-schema.ts";
import { frozenCopy } from "./frozen-copy.ts";
import type { Logic, LogicEngine } from "./logic.ts";
import { RulesProblem } from "./problem.ts";
import type { Signed, SigningFacts } from "./rules.ts";
import type { SchemeDefinition } from "./scheme-definition.ts";
import { createSigner } from "./signer.ts";

type Params = Readonly<Record<string, unknown>>;

/** A signing scheme ready to judge rules documents and to sign with them. */
export interface Scheme {
  readonly definition: SchemeDefinition;
  readonly checkParams: SchemaCheck;
  /** @throws RulesProblem if the scheme yields no finite number. */
  readonly order: (params: Params) => number;
  /** @throws RulesProblem if the scheme yields no printable name. */
  readonly revision: (params: Params) => string;
  readonly builtAt: (params: Params) => number | undefined;
  /** A signer for one build; it is synchronous and takes a few microseconds. */
  readonly signer: (params: Params) => (facts: SigningFacts) => Signed;
}

/** Makes a checked definition run. @throws RulesProblem if its JSON Schema does not compile. */
export function createScheme(definition: SchemeDefinition, engine: LogicEngine): Scheme {
  const { order, build, builtAt } = definition;
  const ofParams = (program: Logic, params: Params): unknown =>
    engine.evaluate(program, frozenCopy({ params }));
  return {
    definition,
    checkParams: compileSchema(definition.params, "/params"),
    order: (params) => finite(ofParams(order, params), "/order"),
    revision: (params) => {
      const revision = ofParams(build, params);
      if (typeof revision !== "string" || !/^[\x21-\x7e]{1,128}$/.test(revision))
        throw new RulesProblem({ place: "/build", reason: "it does not yield a printable name" });
      return revision;
    },
    builtAt: (params) =>
      builtAt === undefined ? undefined : finite(ofParams(builtAt, params), "/builtAt"),
    signer: (params) => createSigner(definition, engine, params),
  };
}

function finite(value: unknown, place: string): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new RulesProblem({ place, reason: "it does not yield a number" });
  return value;
}
