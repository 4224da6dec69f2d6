import { GatewayError } from "../errors.ts";
import { frozenCopy } from "./frozen-copy.ts";
import type { LogicEngine } from "./logic.ts";
import { RulesProblem } from "./problem.ts";
import type { Signed, SigningFacts } from "./rules.ts";
import type { SchemeDefinition } from "./scheme-definition.ts";

type Params = Readonly<Record<string, unknown>>;

const FIELD_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,8190}[\x21-\x7e])?$/;

/**
 * A signer for one build: the scheme's json-logic over the facts of an attempt. It is synchronous.
 * @throws RulesProblem if the scheme's `remove` yields no list of names.
 */
export function createSigner(
  definition: SchemeDefinition,
  engine: LogicEngine,
  plainParams: Params,
): (facts: SigningFacts) => Signed {
  const { evaluate } = engine;
  const steps = Object.entries(definition.let ?? {});
  const headers = Object.entries(definition.headers);
  const params = frozenCopy(plainParams);
  const toRemove = namesToRemove(definition, engine, params);

  return (facts) => {
    try {
      return run(facts);
    } catch (cause) {
      const reason = cause instanceof RulesProblem ? cause.reason : "an operation failed";
      throw new GatewayError(
        "INTERNAL_ERROR",
        `The signing scheme ${definition.name} could not sign: ${reason}.`,
        { source: "rules", cause },
      );
    }
  };

  function run({ time, method, path, userId, session }: SigningFacts): Signed {
    const { userAgent, xBc } = session;
    const data: Record<string, unknown> = {
      __proto__: null,
      time,
      method,
      path,
      userId,
      session: Object.freeze({ __proto__: null, userAgent, xBc }),
      params,
    };
    for (const [name, program] of steps) data[name] = evaluate(program, data);
    const set: Record<string, string> = {};
    let remove = toRemove;
    for (const [name, program] of headers) {
      const value = evaluate(program, data);
      if (value === false) remove = [...remove, name];
      else set[name] = fieldValue(value, name);
    }
    return { set, remove };
  }
}

/** What the document asks to leave out, except what the scheme itself sets. */
function namesToRemove(
  { remove, headers }: SchemeDefinition,
  engine: LogicEngine,
  params: Params,
): readonly string[] {
  if (remove === undefined) return [];
  const names = engine.evaluate(remove, { params });
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string"))
    throw new RulesProblem({ place: "/remove", reason: "it does not yield a list of names" });
  return names.map((name) => name.toLowerCase()).filter((name) => !Object.hasOwn(headers, name));
}

function fieldValue(value: unknown, name: string): string {
  if (typeof value !== "string" || !FIELD_VALUE.test(value))
    throw new RulesProblem({
      place: `/headers/${name}`,
      reason: `the value for ${name} is not a printable text`,
    });
  return value;
}
