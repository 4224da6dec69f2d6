import { GatewayError } from "../../gateway/chain/plugin.ts";

/** An object as JSON has it: nothing about its fields is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 100;

/** One level further into an upstream's answer. @throws GatewayError `UPSTREAM_INVALID` deeper than any answer goes. */
export function deeper(depth: number): number {
  if (depth < MAX_DEPTH) return depth + 1;
  throw new GatewayError("UPSTREAM_INVALID", "The upstream's answer is nested too deeply.");
}

/** Whether a value is an object with named fields. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first value that is neither missing nor null. */
export function firstPresent(...values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null);
}

const TOKEN =
  /[\t\n\r ]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** Where text that `JSON.parse` refuses stops being JSON, such as `line 3, column 7`; quotes none of it. */
export function faultPlace(text: string): string {
  const lines = text.slice(0, faultOffset(text)).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

type Expected = "value" | "key" | "colon" | "separator";

function faultOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let end = 0;
  let before = "";
  for (;;) {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(text);
    const token = match?.[1] ?? match?.[2] ?? match?.[3] ?? "";
    const next = follow(expected, token, before, open);
    if (match === null || next === undefined) return skipSpace(text, end);
    end = TOKEN.lastIndex;
    expected = next;
    before = token;
  }
}

/** What may come after `token`, or `undefined` if it may not come here itself. */
function follow(
  expected: Expected,
  token: string,
  before: string,
  open: string[],
): Expected | undefined {
  const isScalar = token !== "" && !"{}[]:,".includes(token);
  const closes = token === (open.at(-1) === "{" ? "}" : "]") && open.length > 0;
  if (closes && (expected === "separator" || before === open.at(-1))) {
    open.pop();
    return "separator";
  }
  switch (expected) {
    case "colon":
      return token === ":" ? "value" : undefined;
    case "key":
      return isScalar && token.startsWith('"') ? "colon" : undefined;
    case "separator":
      if (token !== "," || open.length === 0) return undefined;
      return open.at(-1) === "{" ? "key" : "value";
    case "value":
      if (token === "{" || token === "[") {
        open.push(token);
        return token === "{" ? "key" : "value";
      }
      return isScalar ? "separator" : undefined;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (" \t\r\n".includes(text.charAt(at)) && at < text.length) at += 1;
  return at;
}
