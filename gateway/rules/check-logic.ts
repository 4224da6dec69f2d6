import type { LogicEngine } from "./logic.ts";
import { pointerStep, type Problem } from "./problem.ts";

const MAX_DEPTH = 16;
const MAX_NODES = 256;
const MAX_LITERAL_LENGTH = 4096;
const FORBIDDEN_STEPS = new Set(["__proto__", "constructor", "prototype"]);
const STEP = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** What a program may refer to. */
export interface Vocabulary {
  readonly shapes: LogicEngine["shapes"];
  /** Paths such as `time` or `params.start`; a path may go on below one of them. */
  readonly names: ReadonlySet<string>;
}

interface Walk {
  readonly vocabulary: Vocabulary;
  readonly problems: Problem[];
  nodes: number;
}

/**
 * What is wrong with a json-logic program, found without running it: unknown operations, objects that
 * are not exactly one operation, names that are not there, coercing conditions, and everything that
 * loops or grows. A program without problems does a bounded amount of work.
 */
export function checkLogic(
  logic: unknown,
  place: string,
  vocabulary: Vocabulary,
): readonly Problem[] {
  const walk: Walk = { vocabulary, problems: [], nodes: 0 };
  checkNode(walk, logic, place, 1);
  return walk.problems;
}

/** Every operation a program names. */
export function operationsIn(logic: unknown): readonly string[] {
  if (Array.isArray(logic)) return logic.flatMap(operationsIn);
  if (typeof logic !== "object" || logic === null) return [];
  return Object.entries(logic).flatMap(([name, operands]) => [name, ...operationsIn(operands)]);
}

function checkNode(walk: Walk, node: unknown, place: string, depth: number): void {
  walk.nodes++;
  if (walk.nodes > MAX_NODES) {
    if (walk.nodes === MAX_NODES + 1) add(walk, place, `the program has over ${MAX_NODES} nodes`);
    return;
  }
  if (depth > MAX_DEPTH) {
    add(walk, place, `it is nested deeper than ${MAX_DEPTH} levels`);
    return;
  }
  if (typeof node === "string" && node.length > MAX_LITERAL_LENGTH) {
    add(walk, place, `the text is longer than ${MAX_LITERAL_LENGTH} characters`);
    return;
  }
  if (node === null) {
    add(walk, place, "null has no meaning here");
    return;
  }
  if (typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries())
      checkNode(walk, item, place + pointerStep(index), depth + 1);
    return;
  }
  checkOperation(walk, node, place, depth);
}

function checkOperation(walk: Walk, node: object, place: string, depth: number): void {
  const entries = Object.entries(node);
  const [name, value] = entries[0] ?? [];
  if (name === undefined || entries.length !== 1) {
    add(walk, place, `an operation is an object with one key, and this has ${entries.length}`);
    return;
  }
  const inner = place + pointerStep(name);
  const operands: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (name === "var") {
    checkVariable(walk, operands, inner);
    return;
  }
  const shape = walk.vocabulary.shapes.get(name);
  if (shape === undefined) {
    walk.problems.push({
      place: inner,
      reason: "there is no such operation",
      missingOperation: name,
    });
    return;
  }
  const [least, greatest] = shape.count;
  if (operands.length < least || operands.length > greatest)
    add(walk, inner, `it has ${operands.length} operands instead of ${least} to ${greatest}`);
  for (const [index, operand] of operands.entries()) {
    const operandPlace = Array.isArray(value) ? inner + pointerStep(index) : inner;
    if (isCondition(name, index, operands.length) && !isTruth(walk, operand))
      add(walk, operandPlace, "a condition must be a comparison");
    checkNode(walk, operand, operandPlace, depth + 1);
  }
}

function checkVariable(walk: Walk, operands: readonly unknown[], place: string): void {
  const [path, otherwise] = operands;
  if (typeof path !== "string" || operands.length > 2) {
    add(walk, place, "`var` takes a literal path and perhaps a literal default");
    return;
  }
  const steps = path.split(".");
  if (!steps.every((step) => STEP.test(step) && !FORBIDDEN_STEPS.has(step))) {
    add(walk, place, "the path must consist of plain property names");
    return;
  }
  if (!steps.some((_, index) => walk.vocabulary.names.has(steps.slice(0, index + 1).join("."))))
    add(walk, place, "nothing of this name can be read here");
  const isEmptyList = Array.isArray(otherwise) && otherwise.length === 0;
  if (typeof otherwise === "object" && !isEmptyList)
    add(walk, place, "the default must be text, a number, a truth value or []");
}

function isCondition(name: string, index: number, count: number): boolean {
  if (name === "and" || name === "or") return true;
  return name === "if" && index % 2 === 0 && index !== count - 1;
}

function isTruth(walk: Walk, operand: unknown): boolean {
  if (typeof operand === "boolean") return true;
  if (typeof operand !== "object" || operand === null) return false;
  return walk.vocabulary.shapes.get(Object.keys(operand)[0] ?? "")?.truth === true;
}

function add(walk: Walk, place: string, reason: string): void {
  walk.problems.push({ place, reason });
}
