import type { JsonObject } from "./json.ts";
import type { Links } from "./media-urls.ts";

/** Writes an upstream value as JSON in a schema's shape; `undefined` where it cannot have it. */
export type Projection = (value: unknown, links: Links) => string | undefined;

/** A documented field of an object. */
export interface Field {
  readonly name: string;
  readonly project: Projection;
  /** The JSON of a required field that the upstream left out or has in no such form. */
  readonly fallback: string | undefined;
}

/** Writes an object's documented fields as JSON, in their order. */
type ObjectWriter = (source: JsonObject, links: Links) => string;

/**
 * Compiles fields into the function that writes such an object. Its code is generated, a line a
 * field, because the engine then learns where each one lies; one loop over all objects' fields
 * searches for every name anew, which takes twice as long. Nothing but the declaration's own names
 * and defaults goes into the code, as JSON.
 */
export function createObjectWriter(fields: readonly Field[]): ObjectWriter {
  const firstSure = fields.findIndex(({ fallback }) => fallback !== undefined);
  const lines = fields.map((field, index) => {
    const isAfterOther = firstSure !== -1 && index > firstSure;
    return lineOf(field, `project${index}`, isAfterOther);
  });
  const code = `return (source, links) => {
let text = "", value;
${lines.join("\n")}
return text === "" ? "{}" : text + "}";
};`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a constant of the program, see above
  const bind = new Function(...fields.map((_, index) => `project${index}`), code) as (
    ...projections: readonly Projection[]
  ) => ObjectWriter;
  return bind(...fields.map(({ project }) => project));
}

function lineOf({ name, fallback }: Field, project: string, isAfterOther: boolean): string {
  const key = JSON.stringify(name);
  const [first, next] = [JSON.stringify(`{${key}:`), JSON.stringify(`,${key}:`)];
  const lead = isAfterOther ? next : `(text === "" ? ${first} : ${next})`;
  const written = `(value = source[${key}]) === undefined ? undefined : ${project}(value, links)`;
  return fallback === undefined
    ? `if ((value = ${written}) !== undefined) text += ${lead} + value;`
    : `text += ${lead} + ((${written}) ?? ${JSON.stringify(fallback)});`;
}
