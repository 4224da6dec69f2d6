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

/** The same fields, none of which must be there. */
export function anyOf<const Fields extends Readonly<Record<string, TSchema>>>(
  fields: Fields,
): { [Name in keyof Fields]: TOptional<Fields[Name]> } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [name, Type.Optional(schema)]),
  ) as { [Name in keyof Fields]: TOptional<Fields[Name]> };
}

/** A value or null. */
export function nullable<Schema extends TSchema>(schema: Schema): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** Any JSON object. */
export const AnyObject = Type.Record(Type.String(), Type.Unknown());
