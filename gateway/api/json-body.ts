import { GatewayError } from "../errors.ts";
import { RulesProblem } from "../rules/problem.ts";
import { decodeJson, parseStrictJson } from "../rules/strict-json.ts";

/**
 * The value of a JSON body that no two readers understand differently: valid UTF-8, no duplicate or
 * `__proto__` keys, no number out of range, no lone surrogate, bounded depth.
 * @throws GatewayError `BAD_REQUEST` naming the place, never the text.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  try {
    const value = parseStrictJson(decodeJson(bytes));
    assertWellFormed(value);
    return value;
  } catch (thrown) {
    if (!(thrown instanceof RulesProblem)) throw thrown;
    const place = thrown.place === "" ? "" : ` at ${thrown.place}`;
    throw new GatewayError("BAD_REQUEST", `The body cannot be used${place}: ${thrown.reason}.`);
  }
}

function assertWellFormed(value: unknown): void {
  if (typeof value === "string" && !value.isWellFormed())
    throw new RulesProblem({ place: "", reason: "a text in it holds a lone surrogate" });
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    assertWellFormed(key);
    assertWellFormed(member);
  }
}
