import { RulesProblem } from "./problem.ts";

/** The longest text an operation takes or makes; it keeps a doubling chain of them from growing. */
export const MAX_TEXT_LENGTH = 65_536;

/** The operand as text. @throws RulesProblem if it is anything else: nothing is coerced. */
export function text(operand: unknown, what = "operand"): string {
  if (typeof operand !== "string") throw wrong(what, "text");
  return operand;
}

/** Text an operation made, refused when too long. @throws RulesProblem */
export function bounded(made: string): string {
  if (made.length > MAX_TEXT_LENGTH)
    throw new RulesProblem({
      place: "",
      reason: `an operation made a text longer than ${MAX_TEXT_LENGTH} characters`,
    });
  return made;
}

/** The operand as a safe integer. @throws RulesProblem */
export function integer(operand: unknown, what = "operand"): number {
  if (!Number.isSafeInteger(operand)) throw wrong(what, "an integer");
  return operand as number;
}

/** The operand as a number or text, for comparing. @throws RulesProblem */
export function scalar(operand: unknown): string | number | boolean {
  if (typeof operand !== "string" && typeof operand !== "number" && typeof operand !== "boolean")
    throw wrong("operand", "text, a number or a truth value");
  return operand;
}

/** The operand as a truth value. @throws RulesProblem */
export function truthValue(operand: unknown): boolean {
  if (typeof operand !== "boolean") throw wrong("operand", "a truth value");
  return operand;
}

/** The operand as a list. @throws RulesProblem */
export function list(operand: unknown, what = "operand"): readonly unknown[] {
  if (!Array.isArray(operand)) throw wrong(what, "a list");
  return operand as readonly unknown[];
}

function wrong(what: string, wanted: string): RulesProblem {
  return new RulesProblem({ place: "", reason: `an operation's ${what} is not ${wanted}` });
}
