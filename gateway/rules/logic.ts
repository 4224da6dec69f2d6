import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import type { RulesLogic } from "json-logic-js";
import { OPERATIONS } from "./operations.ts";
import { RulesProblem } from "./problem.ts";
import type { Operation } from "./rules.ts";

/** A json-logic program, checked by `checkLogic`. */
export type Logic = RulesLogic;

/** How many operands an operation takes, and whether its result may be a condition. */
export interface OperationShape {
  readonly count: readonly [number, number];
  readonly truth: boolean;
}

/** An interpreter with an operation table of its own. */
export interface LogicEngine {
  /** @throws RulesProblem from an operation; anything else from a plugin's operation. */
  readonly evaluate: (logic: Logic, data: object) => unknown;
  /** What a program may use; it changes only by `add`. */
  readonly shapes: ReadonlyMap<string, OperationShape>;
  /** Whether an operation came from `add`. */
  readonly isAdded: (name: string) => boolean;
  /** Returns whether it is new. @throws TypeError if the name is malformed or another function has it. */
  readonly add: (name: string, operation: Operation) => boolean;
}

interface JsonLogic {
  readonly apply: (logic: Logic, data: object) => unknown;
  readonly add_operation: (name: string, operation: Operation) => void;
  readonly rm_operation: (name: string) => void;
}

/** The library's operations; each coerces, walks prototypes or prints, so none is kept. */
const COERCING =
  "== === != !== > >= < <= !! ! % log in cat substr + * - / min max merge var missing missing_some";

/** Handled by the interpreter itself, before its table. */
const BRANCHES: Readonly<Record<string, OperationShape>> = {
  var: { count: [1, 2], truth: false },
  if: { count: [3, 33], truth: false },
  and: { count: [2, 16], truth: true },
  or: { count: [2, 16], truth: true },
};

/** Loads a private copy of json-logic-js whose only operations are the documented ones. */
export function loadLogic(): LogicEngine {
  const jsonLogic = loadPrivateCopy();
  for (const name of COERCING.split(" ")) jsonLogic.rm_operation(name);
  const shapes = new Map<string, OperationShape>(Object.entries(BRANCHES));
  for (const { name, run, count, truth } of OPERATIONS) {
    jsonLogic.add_operation(name, run);
    shapes.set(name, { count, truth: truth === true });
  }
  jsonLogic.add_operation("var", createVar());
  const added = new Map<string, Operation>();

  return {
    evaluate: jsonLogic.apply,
    shapes,
    isAdded: (name) => added.has(name),
    add: (name, operation) => {
      const known = added.get(name);
      // A reloaded plugin brings the same code as a new function.
      if (known !== undefined && String(known) === String(operation)) return false;
      if (known !== undefined || shapes.has(name))
        throw new TypeError(`The operation ${name} exists already.`);
      if (!/^[a-z][A-Za-z0-9]{0,63}$/.test(name))
        throw new TypeError("An operation's name is letters and digits, such as hmacSha512.");
      added.set(name, operation);
      shapes.set(name, { count: [0, 64], truth: false });
      // The interpreter would lend it the whole data as `this`.
      jsonLogic.add_operation(name, (...operands) => operation(...operands));
      return true;
    },
  };
}

/** The library keeps its operation table in a closure of the module; a second evaluation has a second table. */
function loadPrivateCopy(): JsonLogic {
  const path = createRequire(import.meta.url).resolve("json-logic-js");
  const source = readFileSync(path, "utf8");
  const evaluate = compileFunction(source, ["module", "exports"], { filename: path }) as (
    module: object,
    exports: unknown,
  ) => void;
  const module: { exports: unknown } = { exports: {} };
  evaluate(module, module.exports);
  return module.exports as JsonLogic;
}

/** `var` over own properties only, which throws where the library's answers null. */
function createVar(): Operation {
  // Paths are literals of checked programs, so there are few.
  const stepsByPath = new Map<unknown, readonly string[]>();
  return function find(this: object, path: unknown, otherwise: unknown): unknown {
    let steps = stepsByPath.get(path);
    if (steps === undefined) {
      steps = String(path).split(".");
      if (stepsByPath.size < 4096) stepsByPath.set(path, steps);
    }
    const found = read(this, steps) ?? otherwise;
    if (found !== undefined && found !== null) return found;
    throw new RulesProblem({ place: "", reason: `there is no ${String(path)}` });
  };
}

function read(data: unknown, steps: readonly string[]): unknown {
  let found = data;
  for (const step of steps) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step))
      return undefined;
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return found;
}
