import { closed, mapValues, type JsonSchema } from "./json-schema.ts";
import { configSchema } from "./schema.ts";

/** The JSON Schema of the configuration file for editors: a reference may stand for any value. */
export function editorSchema(): string {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Countersign configuration",
    ...forEditors(closed(configSchema)),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** A value that is no text may be written as a reference, and some objects as their one important field. */
function forEditors(schema: JsonSchema): JsonSchema {
  const { properties, patternProperties, items, short, required, ...rest } = schema;
  // What has a default may be left out of the file.
  const needed = (required ?? []).filter((key) => properties?.[key]?.default === undefined);
  const inner = {
    ...rest,
    ...(needed.length > 0 && { required: needed }),
    ...(properties && { properties: mapValues(properties, forEditors) }),
    ...(patternProperties && { patternProperties: mapValues(patternProperties, forEditors) }),
    ...(items && { items: forEditors(items) }),
  };
  if (short !== undefined) return { anyOf: [{ type: "string" }, inner] };
  const isOpen = rest.type === "string" && rest.pattern === undefined;
  if (isOpen || rest.type === "object") return inner;
  const { description, default: standardValue, ...shape } = inner;
  return {
    ...(description !== undefined && { description }),
    ...(standardValue !== undefined && { default: standardValue }),
    anyOf: [shape, { type: "string", pattern: "\\$\\{" }],
  };
}
