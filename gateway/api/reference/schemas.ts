/** The part of JSON Schema the reference reads. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Schemas that have a name of their own, each said once. */
export interface NamedSchemas {
  /** The same schema, with every titled object in it said by reference. */
  readonly refer: (schema: object) => JsonSchema;
  readonly all: () => Readonly<Record<string, JsonSchema>>;
}

/** Begins a collection. Two different schemas of one title keep their first name to the first of them. */
export function createNamedSchemas(): NamedSchemas {
  const named = new Map<string, JsonSchema>();
  const refer = (schema: JsonSchema): JsonSchema => {
    const inner = mapSchemas(schema, refer);
    const { title } = inner;
    if (title === undefined || !/^\w+$/.test(title)) return inner;
    const known = named.get(title);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(inner)) return inner;
    named.set(title, inner);
    return { $ref: `#/components/schemas/${title}` };
  };
  return {
    // Through JSON, so that nothing of the library that made it is left.
    refer: (schema) => refer(JSON.parse(JSON.stringify(schema)) as JsonSchema),
    all: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function mapSchemas(schema: JsonSchema, map: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const mapAll = (schemas: Readonly<Record<string, JsonSchema>>) =>
    Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, map(each)]));
  const { properties, patternProperties, items, anyOf } = schema;
  return {
    ...schema,
    ...(properties !== undefined && { properties: mapAll(properties) }),
    ...(patternProperties !== undefined && { patternProperties: mapAll(patternProperties) }),
    ...(items !== undefined && { items: map(items) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(map) }),
  };
}
