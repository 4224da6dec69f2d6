import { createHmac, hash } from "node:crypto";
import { bounded, integer, list, scalar, text, truthValue } from "./operands.ts";
import { RulesProblem } from "./problem.ts";
import type { Operation } from "./rules.ts";

/** An operation as the table of `rules/README.md` shows it. */
export interface DocumentedOperation {
  readonly name: string;
  readonly operands: string;
  readonly meaning: string;
  /** Least and greatest number of operands. */
  readonly count: readonly [number, number];
  /** Whether the result is a truth value, and so may be a condition. */
  readonly truth?: true;
  readonly run: Operation;
}

const MANY = 64;

/** Everything a scheme may compute without a plugin; each throws on an operand of the wrong type. */
export const OPERATIONS: readonly DocumentedOperation[] = [
  row("concat", "text…", "The texts, one after another.", [1, MANY], (...parts) =>
    bounded(joined("", parts)),
  ),
  row("join", "separator, text…", "The texts with the separator between them.", [2, MANY], join),
  row("lower", "text", "The text in lower case.", [1, 1], (a) => text(a).toLowerCase()),
  row("upper", "text", "The text in upper case.", [1, 1], (a) => text(a).toUpperCase()),
  row(
    "substring",
    "text, from, to",
    "The characters from `from` up to before `to`.",
    [3, 3],
    slice,
  ),
  row("length", "text", "The number of UTF-16 units.", [1, 1], (a) => text(a).length),
  row("sha1", "text", "SHA-1 of the UTF-8 bytes, as lower-case hex.", [1, 1], (a) =>
    hash("sha1", text(a)),
  ),
  row("sha256", "text", "SHA-256 of the UTF-8 bytes, as lower-case hex.", [1, 1], (a) =>
    hash("sha256", text(a)),
  ),
  row(
    "hmac",
    "algorithm, key, text",
    "HMAC with `sha1` or `sha256` over UTF-8 bytes, as lower-case hex.",
    [3, 3],
    hmac,
  ),
  row(
    "charCodeSum",
    "text, indexes",
    "The sum of the character codes at the indexes.",
    [2, 2],
    charCodeSum,
  ),
  row("hex", "integer ≥ 0", "Lower-case hex without padding.", [1, 1], hex),
  row("parseInt", "text, radix", "The whole text as an integer ≥ 0.", [2, 2], parseWhole),
  row("text", "integer", "The integer in decimal.", [1, 1], (a) => String(integer(a))),
  row("base64", "text", "Base64 of the UTF-8 bytes.", [1, 1], (a) =>
    bounded(Buffer.from(text(a)).toString("base64")),
  ),
  row("base64url", "text", "Base64url of the UTF-8 bytes, unpadded.", [1, 1], (a) =>
    bounded(Buffer.from(text(a)).toString("base64url")),
  ),
  row("hexToBase64", "hex text", "Base64 of the bytes that the hex names.", [1, 1], hexToBase64),
  row("encodeUri", "text", "Percent-encoded as by `encodeURIComponent`.", [1, 1], (a) =>
    bounded(encodeURIComponent(text(a))),
  ),
  row("abs", "integer", "The magnitude.", [1, 1], (a) => Math.abs(integer(a))),
  row("+", "integer…", "The sum.", [2, MANY], (...terms) =>
    integer(
      terms.reduce<number>((sum, term) => sum + integer(term), 0),
      "sum",
    ),
  ),
  row("-", "integer, integer", "The difference.", [2, 2], (a, b) =>
    integer(integer(a) - integer(b), "difference"),
  ),
  row("*", "integer, integer", "The product.", [2, 2], (a, b) =>
    integer(integer(a) * integer(b), "product"),
  ),
  row("%", "integer, integer", "The remainder.", [2, 2], (a, b) =>
    integer(integer(a) % integer(b), "remainder"),
  ),
  truth("===", "a, b", "Whether both are the same.", [2, 2], (a, b) => scalar(a) === scalar(b)),
  truth("!==", "a, b", "Whether they differ.", [2, 2], (a, b) => scalar(a) !== scalar(b)),
  truth("<", "integer, integer", "Less.", [2, 2], (a, b) => integer(a) < integer(b)),
  truth("<=", "integer, integer", "Less or equal.", [2, 2], (a, b) => integer(a) <= integer(b)),
  truth(">", "integer, integer", "Greater.", [2, 2], (a, b) => integer(a) > integer(b)),
  truth(">=", "integer, integer", "Greater or equal.", [2, 2], (a, b) => integer(a) >= integer(b)),
  truth("!", "truth value", "Its opposite.", [1, 1], (a) => !truthValue(a)),
];

function row(
  name: string,
  operands: string,
  meaning: string,
  count: readonly [number, number],
  run: Operation,
): DocumentedOperation {
  return { name, operands, meaning, count, run };
}

function truth(...args: Parameters<typeof row>): DocumentedOperation {
  return { ...row(...args), truth: true };
}

function join(separator: unknown, ...parts: readonly unknown[]): string {
  return bounded(joined(text(separator, "separator"), parts));
}

function joined(separator: string, parts: readonly unknown[]): string {
  let made = text(parts[0]);
  for (let i = 1; i < parts.length; i++) made += separator + text(parts[i]);
  return made;
}

function slice(whole: unknown, from: unknown, to: unknown): string {
  const source = text(whole);
  const start = integer(from, "start");
  const end = integer(to, "end");
  if (start < 0 || end < start || end > source.length) throw outside();
  return source.slice(start, end);
}

function hmac(algorithm: unknown, key: unknown, message: unknown): string {
  if (algorithm !== "sha1" && algorithm !== "sha256")
    throw new RulesProblem({ place: "", reason: "hmac knows sha1 and sha256 only" });
  return createHmac(algorithm, text(key, "key")).update(text(message)).digest("hex");
}

function charCodeSum(whole: unknown, indexes: unknown): number {
  const source = text(whole);
  let sum = 0;
  for (const index of list(indexes, "list of indexes")) {
    const code = source.charCodeAt(integer(index, "index"));
    if (Number.isNaN(code)) throw outside();
    sum += code;
  }
  return sum;
}

function hex(operand: unknown): string {
  const number = integer(operand);
  if (number < 0) throw new RulesProblem({ place: "", reason: "hex takes no negative number" });
  return number.toString(16);
}

function parseWhole(operand: unknown, radix: unknown): number {
  const digits = text(operand).toLowerCase();
  const base = integer(radix, "radix");
  if (base < 2 || base > 36) throw outside();
  const number = Number.parseInt(digits, base);
  if (!Number.isSafeInteger(number) || number.toString(base) !== digits.replace(/^0+(?=.)/, ""))
    throw new RulesProblem({ place: "", reason: "parseInt found more than digits" });
  return number;
}

function hexToBase64(operand: unknown): string {
  const digits = text(operand);
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits))
    throw new RulesProblem({ place: "", reason: "hexToBase64 takes pairs of hex digits" });
  return Buffer.from(digits, "hex").toString("base64");
}

function outside(): RulesProblem {
  return new RulesProblem({ place: "", reason: "an operation's index is out of range" });
}
