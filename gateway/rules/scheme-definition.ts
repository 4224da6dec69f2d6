import type { SchemaObject } from "ajv";
import schemeSchema from "../../rules/scheme.schema.json" with { type: "json" };
import { checkLogic, type Vocabulary } from "./check-logic.ts";
import { checkSchemaBounds, compileSchema } from "./check-schema.ts";
import type { Logic, LogicEngine } from "./logic.ts";
import { pointerStep, RulesProblem, type Problem } from "./problem.ts";
import type { SigningFacts } from "./rules.ts";

/** A known answer of a scheme: with these params and facts, exactly these header fields. */
export interface Vector {
  readonly note?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly facts: SigningFacts;
  readonly headers: Readonly<Record<string, string>>;
}

/** A signing scheme as its file says it; `rules/README.md` explains each member. */
export interface SchemeDefinition {
  readonly name: string;
  readonly description: string;
  readonly params: SchemaObject & { readonly properties: Readonly<Record<string, unknown>> };
  readonly order: Logic;
  readonly build: Logic;
  readonly builtAt?: Logic;
  readonly identity: readonly string[];
  readonly let?: Readonly<Record<string, Logic>>;
  readonly headers: Readonly<Record<string, Logic>>;
  readonly remove?: Logic;
  readonly vectors: readonly Vector[];
}

/** The facts of an attempt that a program may read. */
const FACTS = ["time", "method", "path", "userId", "session.userAgent", "session.xBc"];

const checkShape = compileSchema(schemeSchema);

/**
 * The definition in a parsed scheme file, every program of it checked, nothing of it run.
 * @throws RulesProblem; with `missingOperation` if that is all that is wrong.
 */
export function readDefinition(parsed: unknown, engine: LogicEngine): SchemeDefinition {
  const misshapen = checkShape(parsed);
  if (misshapen !== undefined) throw new RulesProblem(misshapen);
  const definition = parsed as SchemeDefinition;
  const problems = [
    ...checkSchemaBounds(definition.params, "/params"),
    ...checkIdentity(definition),
    ...checkPrograms(definition, engine),
  ];
  const problem = problems.find(({ missingOperation }) => missingOperation === undefined);
  const first = problem ?? problems[0];
  if (first !== undefined) throw new RulesProblem(first);
  return definition;
}

/** Every json-logic program of a definition, in the order they run. */
export function programsOf(definition: SchemeDefinition): readonly Logic[] {
  const { order, build, builtAt, headers, remove } = definition;
  const programs = [order, build, builtAt, remove, ...Object.values(definition.let ?? {})];
  return [...programs.filter((program) => program !== undefined), ...Object.values(headers)];
}

function checkIdentity({ identity, params }: SchemeDefinition): readonly Problem[] {
  return identity.flatMap((name, index) =>
    Object.hasOwn(params.properties, name)
      ? []
      : [{ place: `/identity${pointerStep(index)}`, reason: "there is no such param" }],
  );
}

function checkPrograms(definition: SchemeDefinition, { shapes }: LogicEngine): readonly Problem[] {
  const params = Object.keys(definition.params.properties).map((name) => `params.${name}`);
  const ofDocument: Vocabulary = { shapes, names: new Set(params) };
  const names = new Set([...FACTS, ...params]);
  const problems: Problem[] = [];
  for (const member of ["order", "build", "builtAt", "remove"] as const)
    if (definition[member] !== undefined)
      problems.push(...checkLogic(definition[member], `/${member}`, ofDocument));
  for (const [name, program] of Object.entries(definition.let ?? {})) {
    const place = `/let${pointerStep(name)}`;
    if (FACTS.some((fact) => fact.split(".")[0] === name) || name === "params")
      problems.push({ place, reason: "a fact has this name already" });
    problems.push(...checkLogic(program, place, { shapes, names: new Set(names) }));
    names.add(name);
  }
  for (const [name, program] of Object.entries(definition.headers))
    problems.push(...checkLogic(program, `/headers${pointerStep(name)}`, { shapes, names }));
  return problems;
}
