import type { UpstreamQuery } from "./endpoint.ts";

/** Where the upstream's API begins. */
export const API_PREFIX = "/api2/v2";

/** Writes the path and query of one request; `valueOf` knows every parameter of the template. */
export type WritePath = (valueOf: (name: string) => string, query: UpstreamQuery) => string;

/**
 * Compiles a path template such as `/users/:self/posts`.
 * @throws Error for a parameter that is not in `known`.
 */
export function createPathWriter(template: string, known: readonly string[]): WritePath {
  const [first = "", ...rest] = template.split("/:");
  const pieces = rest.map((piece) => {
    const end = piece.indexOf("/");
    const name = end === -1 ? piece : piece.slice(0, end);
    if (!known.includes(name)) throw new Error(`"${template}" has no value for ":${name}"`);
    return { name, after: end === -1 ? "" : piece.slice(end) };
  });
  return (valueOf, query) => {
    let path = API_PREFIX + first;
    for (const { name, after } of pieces) path += `/${valueOf(name)}${after}`;
    return path + writeQuery(query);
  };
}

function writeQuery(query: UpstreamQuery): string {
  let text = "";
  for (const name in query) {
    const value = query[name];
    if (value === undefined) continue;
    for (const each of typeof value === "object" ? value : [value]) {
      const plain = typeof each === "boolean" ? Number(each) : each;
      text += `${text === "" ? "?" : "&"}${encodeURIComponent(name)}=${encodeURIComponent(plain)}`;
    }
  }
  return text;
}
