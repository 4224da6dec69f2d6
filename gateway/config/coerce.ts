import type { TSchema } from "typebox";
import { visitValues, type JsonSchema } from "./json-schema.ts";
import type { Finding } from "./problem.ts";

const WORDS: Readonly<Record<string, boolean>> = { true: true, on: true, false: false, off: false };

/**
 * Turns texts that came from references, variables or options into the type the schema asks for, in
 * place: numbers, `true`/`on`/`false`/`off`, and lists separated by commas. What does not fit is a finding.
 */
export function coerceTexts(
  schema: TSchema | JsonSchema,
  value: unknown,
  isText: (pointer: string) => boolean,
  pointer = "",
): Finding[] {
  const findings: Finding[] = [];
  visitValues(
    schema,
    value,
    (described) => {
      const { schema: wanted, value: text, pointer: place, replace } = described;
      if (typeof text !== "string" || !isText(place)) return;
      const typed = read(text, wanted);
      if (typed !== undefined) replace(typed);
      else {
        findings.push({
          place,
          problem: `The value given for it is not ${kindOf(wanted)}.`,
          remedy: wanted.description ?? "Give a value of that kind.",
        });
      }
    },
    pointer,
  );
  return findings;
}

/** The name of a schema's type with its article. */
export function kindOf(schema: JsonSchema): string {
  const type = schema.type ?? "value";
  if (type === "boolean") return "`on` or `off`";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function read(text: string, { type }: JsonSchema): unknown {
  switch (type) {
    case "integer":
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case "number":
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
    case "boolean":
      return Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
    case "array":
      return text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
    case undefined:
    default:
      return text;
  }
}
