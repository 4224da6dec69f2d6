/** The part of JSON Schema that requests are described with. */
export interface Schema {
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
}

/** A value that a schema takes, with what it requires and no more. */
export function sample(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sample(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}));
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return schema.pattern === undefined ? "sample" : "1";
  }
}

/** A value that a schema refuses, or `undefined` where it takes every value. */
export function misfit(schema: Schema): unknown {
  const taken = typesOf(schema);
  if (taken.includes(undefined)) return undefined;
  const candidates: Readonly<Record<string, unknown>> = {
    object: { nonsense: true },
    array: [["nonsense"]],
    boolean: true,
    number: 1.5,
  };
  const refused = Object.keys(candidates).find(
    (type) => !taken.includes(type) && !(type === "number" && taken.includes("integer")),
  );
  return refused === undefined ? undefined : candidates[refused];
}

/** A text that a query parameter refuses, or `undefined` where it takes every text. */
export function misfitText({ type, enum: values, pattern, items }: Schema): string | undefined {
  if (items !== undefined) return misfitText(items);
  const takesText = type === "string" && values === undefined && pattern === undefined;
  return takesText ? undefined : "§";
}

function typesOf({ type, anyOf, enum: values }: Schema): readonly (string | undefined)[] {
  if (anyOf !== undefined) return anyOf.flatMap(typesOf);
  if (values !== undefined) return values.map((value) => typeof value);
  return [type];
}
