import type { JsonSchema } from "./schemas.ts";

/** The name of a schema that is said by reference. */
function refName({ $ref }: JsonSchema): string | undefined {
  return $ref?.slice($ref.lastIndexOf("/") + 1);
}

/** A schema in one line, such as `integer 1–40, default 24`. */
export function sayType(schema: JsonSchema): string {
  const bounds = boundsOf(schema);
  const usual = schema.default === undefined ? "" : `, default ${JSON.stringify(schema.default)}`;
  return nameOf(schema) + (bounds === "" ? "" : ` ${bounds}`) + usual;
}

/** The fields of an object, or of the objects in a list, each with its name, type and meaning. */
function fieldsOf(
  schema: JsonSchema,
): readonly { readonly name: string; readonly schema: JsonSchema; readonly required: boolean }[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).map(([name, field]) => ({
    name,
    schema: field,
    required: required.includes(name),
  }));
}

/** An object's fields as an indented outline, in the manner of TypeScript. */
export function outline(schema: JsonSchema, indent = ""): string {
  if (schema.properties === undefined) return nameOf(schema);
  const inner = `${indent}  `;
  const fields = fieldsOf(schema).map(
    ({ name, schema: field, required }) =>
      `${inner}${name}${required ? "" : "?"}: ${outlineOf(field, inner)}`,
  );
  return `{\n${fields.join("\n")}\n${indent}}`;
}

function outlineOf(schema: JsonSchema, indent: string): string {
  if (schema.items !== undefined) return `${outlineOf(schema.items, indent)}[]`;
  return schema.properties === undefined ? nameOf(schema) : outline(schema, indent);
}

function nameOf(schema: JsonSchema): string {
  const { type, items, anyOf, patternProperties } = schema;
  const reference = refName(schema);
  if (reference !== undefined) return reference;
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (anyOf !== undefined) return anyOf.map(nameOf).join(" | ");
  if (items !== undefined) return `${nameOf(items)}[]`;
  const [values] = Object.values(patternProperties ?? {});
  if (values !== undefined) return `{ [name]: ${nameOf(values)} }`;
  return type ?? "any";
}

function boundsOf({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum}–${maximum}`;
  if (minimum !== undefined) return `≥ ${minimum}`;
  return maximum === undefined ? "" : `≤ ${maximum}`;
}
