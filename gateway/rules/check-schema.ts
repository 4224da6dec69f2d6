import { Ajv, type ErrorObject, type SchemaObject, type ValidateFunction } from "ajv";
import { pointerStep, RulesProblem, type Problem } from "./problem.ts";

/** Says what is wrong with a value, or nothing. */
export type SchemaCheck = (value: unknown) => Problem | undefined;

/**
 * Compiles a JSON Schema, strictly: an unknown keyword is an error, `$data` is off.
 * @throws RulesProblem with places under `place` if the schema is not valid.
 */
export function compileSchema(schema: SchemaObject, place = ""): SchemaCheck {
  const ajv = new Ajv({
    strict: true,
    strictRequired: true,
    strictTypes: true,
    strictTuples: true,
    allErrors: false,
    validateFormats: false,
    ownProperties: true,
    logger: false,
  });
  const validate = compile(ajv, schema, place);
  return (value) => {
    if (validate(value)) return undefined;
    const error = validate.errors?.[0];
    return error === undefined
      ? { place: "", reason: "it does not match its schema" }
      : { place: placeOf(error), reason: describe(error) };
  };
}

/**
 * What makes a schema unfit to check what strangers publish: lists, texts or objects without a bound,
 * references, and patterns that can backtrack without end (a repeated group, a back reference).
 */
export function checkSchemaBounds(schema: unknown, place: string): readonly Problem[] {
  if (typeof schema !== "object" || schema === null) return [];
  const problems: Problem[] = [];
  const node = schema as Readonly<Record<string, unknown>>;
  const say = (reason: string): void => void problems.push({ place, reason });
  const types = [node["type"]].flat();
  if (types.includes("string") && !("maxLength" in node || "const" in node || "enum" in node))
    say("a text needs a maxLength");
  if (types.includes("array") && !("maxItems" in node)) say("a list needs maxItems");
  if (types.includes("object") && node["additionalProperties"] !== false)
    say("an object needs additionalProperties: false");
  if (typeof node["pattern"] === "string" && /\)[*+?{]|\\[1-9]/.test(node["pattern"]))
    say("a pattern may not repeat a group or refer back");
  if ("$ref" in node || "patternProperties" in node) say("$ref and patternProperties are not used");
  for (const [key, value] of Object.entries(node))
    if (typeof value === "object" && key !== "enum" && key !== "const")
      problems.push(...checkSchemaBounds(value, place + pointerStep(key)));
  return problems;
}

function compile(ajv: Ajv, schema: SchemaObject, place: string): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown cause";
    throw new RulesProblem({ place, reason: `the JSON Schema is not valid: ${reason}` });
  }
}

function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === "additionalProperties")
    return instancePath + pointerStep(String(params["additionalProperty"]));
  if (keyword === "required") return instancePath + pointerStep(String(params["missingProperty"]));
  return instancePath;
}

function describe({ keyword, message }: ErrorObject): string {
  if (keyword === "additionalProperties") return "this key is not known";
  if (keyword === "required") return "it is missing";
  return `it ${message ?? "does not match its schema"}`;
}
