import type { TSchema } from "typebox";
import { pointerTo } from "./pointer.ts";

/** The part of JSON Schema that settings use, with this project's own annotations. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** Prints as `***`. */
  readonly secret?: boolean;
  /** Names a file or folder. */
  readonly path?: boolean;
  /** Names a pool of outbound proxies. */
  readonly pool?: boolean;
  /** Takes effect at start only. */
  readonly restart?: boolean;
  /** The object may be written as the value of this one field. */
  readonly short?: string;
}

/** The annotations above that JSON Schema itself does not know. */
export const ANNOTATIONS = ["secret", "path", "pool", "restart", "short"];

/** A value together with the schema that describes it. */
export interface Described {
  readonly schema: JsonSchema;
  readonly value: unknown;
  readonly pointer: string;
  /** Puts another value in its place. */
  readonly replace: (value: unknown) => void;
}

/** Visits each member and element that a schema describes, outer ones first. */
export function visitValues(
  schema: TSchema | JsonSchema,
  value: unknown,
  visit: (described: Described) => void,
  pointer = "",
): void {
  if (typeof value !== "object" || value === null) return;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const inner = innerSchema(schema, holder, key);
    if (inner === undefined) continue;
    const place = pointerTo(pointer, key);
    const replace = (replacement: unknown): void => {
      holder[key] = replacement;
    };
    visit({ schema: inner, value: holder[key], pointer: place, replace });
    visitValues(inner, holder[key], visit, place);
  }
}

/** JSON pointers of the values that a schema calls secret; all that is inside one is. */
export function secretsOf(schema: TSchema | JsonSchema, value: unknown, pointer = ""): Set<string> {
  const secrets = new Set<string>();
  const visit = (described: Described): void => {
    if (described.schema.secret === true) secrets.add(described.pointer);
  };
  visitValues(schema, value, visit, pointer);
  return secrets;
}

/** The value with the members of each object in the order its schema lists them. */
export function inSchemaOrder(schema: TSchema | JsonSchema, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const holder = value as Record<string, unknown>;
  const ordered = (key: string): unknown =>
    inSchemaOrder(innerSchema(schema, holder, key) ?? {}, holder[key]);
  if (Array.isArray(value)) return value.map((_, index) => ordered(String(index)));
  const known = Object.keys((schema as JsonSchema).properties ?? {});
  const keys = new Set([
    ...known.filter((key) => Object.hasOwn(holder, key)),
    ...Object.keys(holder),
  ]);
  return Object.fromEntries([...keys].map((key) => [key, ordered(key)]));
}

/** The schema with every object closed: a key that nothing describes is refused. */
export function closed(schema: TSchema | JsonSchema): JsonSchema {
  const { properties, patternProperties, items, anyOf, ...rest } = schema as JsonSchema;
  const isOpen = properties === undefined && patternProperties === undefined;
  return {
    ...(!isOpen && { additionalProperties: false }),
    ...rest,
    ...(properties && { properties: mapValues(properties, closed) }),
    ...(patternProperties && { patternProperties: mapValues(patternProperties, closed) }),
    ...(items && { items: closed(items) }),
    ...(anyOf && { anyOf: anyOf.map(closed) }),
  };
}

/** The record with each value replaced by what `change` makes of it. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function innerSchema(schema: JsonSchema, holder: object, key: string): JsonSchema | undefined {
  if (Array.isArray(holder)) return schema.items;
  const properties = schema.properties ?? {};
  if (Object.hasOwn(properties, key)) return properties[key];
  for (const [pattern, inner] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern, "u").test(key)) return inner;
  }
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}
