import { pointerStep, RulesProblem } from "./problem.ts";

/** The largest scheme or rules document that is read. */
export const MAX_JSON_BYTES = 256 * 1024;

const MAX_DEPTH = 32;
const TOKEN =
  /[\t\n\r ]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)|$)/y;

interface Reader {
  readonly text: string;
  at: number;
  /** Where the last token begins. */
  tokenAt: number;
}

/**
 * Reads JSON that two readers cannot understand differently: no duplicate or `__proto__` keys, no
 * byte order mark, bounded size and depth (RFC 8259 §4 leaves all of these open).
 * @throws RulesProblem naming the place, and never a piece of the text.
 */
export function parseStrictJson(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_JSON_BYTES)
    throw new RulesProblem({
      place: "",
      reason: `it is larger than ${MAX_JSON_BYTES / 1024} KiB`,
    });
  if (text.charCodeAt(0) === 0xfeff)
    throw new RulesProblem({ place: "", reason: "it begins with a byte order mark" });
  if (text.trim() === "") throw new RulesProblem({ place: "", reason: "it is empty" });
  const reader: Reader = { text, at: 0, tokenAt: 0 };
  const value = readValue(reader, next(reader, ""), "", 0);
  if (next(reader, "") !== "") throw syntaxProblem(reader, "");
  return value;
}

/** JSON text of bytes, which must be valid UTF-8. @throws RulesProblem */
export function decodeJson(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RulesProblem({ place: "", reason: "it is not valid UTF-8" });
  }
}

function readValue(reader: Reader, token: string, place: string, depth: number): unknown {
  if (depth > MAX_DEPTH)
    throw new RulesProblem({ place, reason: `it is nested deeper than ${MAX_DEPTH} levels` });
  if (token === "{") return readObject(reader, place, depth);
  if (token === "[") return readArray(reader, place, depth);
  if (token === "" || /^[}\]:,]/.test(token)) throw syntaxProblem(reader, place);
  const value: unknown = JSON.parse(token);
  if (typeof value === "number" && !Number.isFinite(value))
    throw new RulesProblem({ place, reason: "the number is out of range" });
  return value;
}

function readObject(reader: Reader, place: string, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  let token = next(reader, place);
  if (token === "}") return object;
  for (;;) {
    if (!token.startsWith('"')) throw syntaxProblem(reader, place);
    const key = JSON.parse(token) as string;
    const inner = place + pointerStep(key);
    if (key === "__proto__")
      throw new RulesProblem({ place: inner, reason: "this key is not allowed" });
    if (Object.hasOwn(object, key))
      throw new RulesProblem({
        place: inner,
        reason: `the key occurs twice (again ${position(reader)})`,
      });
    if (next(reader, inner) !== ":") throw syntaxProblem(reader, inner);
    object[key] = readValue(reader, next(reader, inner), inner, depth + 1);
    const separator = next(reader, place);
    if (separator === "}") return object;
    if (separator !== ",") throw syntaxProblem(reader, place);
    token = next(reader, place);
  }
}

function readArray(reader: Reader, place: string, depth: number): unknown[] {
  const array: unknown[] = [];
  let token = next(reader, place);
  if (token === "]") return array;
  for (;;) {
    array.push(readValue(reader, token, place + pointerStep(array.length), depth + 1));
    const separator = next(reader, place);
    if (separator === "]") return array;
    if (separator !== ",") throw syntaxProblem(reader, place);
    token = next(reader, place);
  }
}

/** The next token, or the empty string at the end. */
function next(reader: Reader, place: string): string {
  TOKEN.lastIndex = reader.at;
  const match = TOKEN.exec(reader.text);
  if (match === null) {
    reader.tokenAt = reader.at;
    throw syntaxProblem(reader, place);
  }
  const token = match[1] ?? match[2] ?? match[3] ?? "";
  reader.at = TOKEN.lastIndex;
  reader.tokenAt = reader.at - token.length;
  return token;
}

function syntaxProblem(reader: Reader, place: string): RulesProblem {
  return new RulesProblem({ place, reason: `it is not valid JSON ${position(reader)}` });
}

function position(reader: Reader): string {
  const lines = reader.text.slice(0, reader.tokenAt).split("\n");
  return `near line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
