import { Type, type TNull, type TOptional, type TSchema, type TUnion } from "typebox";

/** Fields of one type that an answer always has. */
export function required<Schema extends TSchema, const Name extends string>(
  schema: Schema,
  names: readonly Name[],
): Record<Name, Schema> {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;
}

/** Fields of one type that an answer may have. */
export function optional<Schema extends TSchema, const Name extends string>(
  schema: Schema,
  names: readonly Name[],
): Record<Name, TOptional<Schema>> {
  const field = Type.Optional(schema);
  return Object.fromEntries(names.map((name) => [name, field])) as Record<Name, TOptional<Schema>>;
}

/** A value or null. */
export function nullable<Schema extends TSchema>(schema: Schema): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** Any JSON object. */
export const AnyObject = Type.Record(Type.String(), Type.Unknown());
