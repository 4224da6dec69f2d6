/** Which bytes of a file an answer carries; `to` is exclusive. */
export type Selection =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly from: number; readonly to: number }
  | { readonly kind: "unsatisfiable" };

/** What a `Range` header asks for (RFC 9110 §14.2): one range is honoured, anything else means the whole. */
export function selectRange(header: string | undefined, bytes: number): Selection {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), bytes);
    return length === 0
      ? { kind: "unsatisfiable" }
      : { kind: "part", from: bytes - length, to: bytes };
  }
  const from = Number(first);
  const to = last === "" ? bytes : Math.min(Number(last) + 1, bytes);
  if (last !== "" && Number(last) < from) return { kind: "whole" };
  return from >= bytes ? { kind: "unsatisfiable" } : { kind: "part", from, to };
}
