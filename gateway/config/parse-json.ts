import { parentOf, pointerTo } from "./pointer.ts";

/** A JSON document and where its parts stand. */
export interface ParsedJson {
  readonly value: unknown;
  /** Where a member's key or an element stands, or else the nearest thing around it. */
  readonly locate: (pointer: string) => Position;
}

/** A position in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Text that is not JSON, with the position of what is wrong. */
export class JsonError extends Error {
  readonly position: Position;

  constructor(problem: string, position: Position) {
    super(problem);
    this.name = "JsonError";
    this.position = position;
  }
}

const SPACE = /[ \t\r\n]*/y;
// Written so that no text, however damaged, can be divided in two ways: matching is linear.
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b/y;
const DEEPEST = 64;

/**
 * Reads JSON as RFC 8259 says, and refuses what it leaves open: a key twice in one object, a byte
 * order mark, endless nesting.
 * @throws JsonError
 */
export function parseJson(text: string): ParsedJson {
  const offsets = new Map<string, number>();
  let at = 0;

  const document = readValue("", 0);
  skipSpace();
  if (at < text.length) fail(`Nothing may follow the document, but ${found()} does`);
  return { value: document, locate };

  function readValue(pointer: string, depth: number): unknown {
    skipSpace();
    if (!offsets.has(pointer)) offsets.set(pointer, at);
    if (depth > DEEPEST) fail(`Nested more than ${DEEPEST} levels deep`);
    if (text[at] === "{") return readObject(pointer, depth);
    if (text[at] === "[") return readList(pointer, depth);
    const token = match(STRING) ?? match(SCALAR);
    return token === undefined
      ? fail(`A value is expected, but ${found()} stands here`)
      : JSON.parse(token);
  }

  function readObject(pointer: string, depth: number): object {
    const members: Record<string, unknown> = {};
    for (let isFirst = true; !opensOrEnds(isFirst, "}"); isFirst = false) {
      skipSpace();
      const keyAt = at;
      const token =
        match(STRING) ?? fail(`A key in double quotes is expected, but ${found()} stands here`);
      const key = JSON.parse(token) as string;
      if (Object.hasOwn(members, key)) fail(`The key ${token} stands here a second time`, keyAt);
      if (key === "__proto__") fail("`__proto__` cannot be a key", keyAt);
      const place = pointerTo(pointer, key);
      offsets.set(place, keyAt);
      skipSpace();
      if (text[at] !== ":") fail(`A colon is expected after ${token}, but ${found()} stands here`);
      at++;
      members[key] = readValue(place, depth + 1);
    }
    return members;
  }

  function readList(pointer: string, depth: number): unknown[] {
    const elements: unknown[] = [];
    while (!opensOrEnds(elements.length === 0, "]")) {
      elements.push(readValue(pointerTo(pointer, elements.length), depth + 1));
    }
    return elements;
  }

  /** Takes the opening bracket or a comma and says `false`, or takes the closing bracket and says `true`. */
  function opensOrEnds(isFirst: boolean, end: "}" | "]"): boolean {
    if (isFirst) at++;
    skipSpace();
    if (text[at] === end) {
      at++;
      return true;
    }
    if (isFirst) return false;
    if (text[at] !== ",") fail(`A comma or \`${end}\` is expected, but ${found()} stands here`);
    const commaAt = at++;
    skipSpace();
    if (text[at] === end) fail(`A comma stands before \`${end}\``, commaAt);
    return false;
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const token = pattern.exec(text)?.[0];
    at += token?.length ?? 0;
    return token;
  }

  function skipSpace(): void {
    match(SPACE);
  }

  function found(): string {
    if (at >= text.length) return "the end";
    if (text.charCodeAt(at) === 0xfeff) return "a byte order mark";
    if (text.startsWith("//", at) || text.startsWith("/*", at)) return "a comment";
    return `\`${String.fromCodePoint(text.codePointAt(at) ?? 0)}\``;
  }

  function locate(pointer: string): Position {
    const offset = offsets.get(pointer);
    const parent = parentOf(pointer);
    if (offset !== undefined || parent === undefined) return positionOf(text, offset ?? 0);
    return locate(parent);
  }

  function fail(problem: string, offset = at): never {
    throw new JsonError(`${problem}.`, positionOf(text, offset));
  }
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}
