import type { TSchema } from "typebox";
import { isObject, type JsonObject } from "./json.ts";
import { readChartBlock, readEarningsChart } from "./shapes/chart.ts";
import { readTransaction } from "./shapes/earnings.ts";
import { readMedia } from "./shapes/media.ts";
import { readNotification } from "./shapes/account.ts";
import { readSubscriber, readSubscription } from "./shapes/subscriber.ts";
import { readPromotionPage, readTrackingLink } from "./shapes/promotion.ts";
import { readUser } from "./shapes/user.ts";

/** Brings an upstream value into a schema's shape; `undefined` where it cannot be. */
export type Projection = (value: unknown) => unknown;

/** The part of JSON Schema that answers are described with. */
interface Schema {
  readonly title?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

/** What must happen to an upstream object before it fits the shape of that title. */
const readers: Readonly<Record<string, (value: JsonObject) => JsonObject>> = {
  ChartBlock: readChartBlock,
  EarningsChart: readEarningsChart,
  Media: readMedia,
  Notification: readNotification,
  Subscriber: readSubscriber,
  Subscription: readSubscription,
  UserFull: readUser,
  UserRelation: readUser,
  PromotionPage: readPromotionPage,
  TrackingLink: readTrackingLink,
  Transaction: readTransaction,
  VaultMedia: readMedia,
};

/**
 * Compiles an answer's schema into the function that makes such an answer: documented fields only,
 * numbers out of numeric texts and texts out of numbers, and the schema's default (or the type's empty
 * value) for a required field that the upstream left out.
 */
export function createProjection(schema: TSchema): Projection {
  return compile(schema);
}

function compile(schema: Schema): Projection {
  if (schema.anyOf !== undefined) return compileUnion(schema.anyOf);
  if (schema.enum !== undefined)
    return (value) => (schema.enum?.includes(value) ? value : undefined);
  switch (schema.type) {
    case "object":
      return compileObject(schema);
    case "array":
      return compileArray(schema.items ?? {});
    case "number":
    case "integer":
      return toNumber;
    case "string":
      return (value) => (typeof value === "number" ? String(value) : keepIf(value, "string"));
    case "boolean":
      return toBoolean;
    case "null":
      return (value) => (value === null ? null : undefined);
    case undefined:
    default:
      return (value) => value;
  }
}

const NUMERIC = /^-?\d+(?:\.\d+)?$/;

function keepIf(value: unknown, type: string): unknown {
  return typeof value === type ? value : undefined;
}

function toNumber(value: unknown): unknown {
  if (typeof value === "number") return value;
  return typeof value === "string" && NUMERIC.test(value) ? Number(value) : undefined;
}

function toBoolean(value: unknown): unknown {
  return value === 0 || value === 1 ? value === 1 : keepIf(value, "boolean");
}

function compileArray(items: Schema): Projection {
  const project = compile(items);
  return (value) =>
    Array.isArray(value) ? value.map(project).filter((item) => item !== undefined) : undefined;
}

/** An object of unknown names keeps those whose values have the shape. */
function compileRecord(values: Schema): Projection {
  const project = compile(values);
  return (value) => {
    if (!isObject(value)) return undefined;
    const fields = Object.entries(value).map(([name, field]) => [name, project(field)] as const);
    return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
  };
}

function compileObject({ title, properties, required = [], ...schema }: Schema): Projection {
  if (properties === undefined)
    return compileRecord(Object.values(schema.patternProperties ?? {})[0] ?? {});
  const read = title === undefined ? undefined : readers[title];
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    project: compile(schema),
    fallback: required.includes(name) ? emptyOf(schema) : undefined,
  }));
  return (value) => {
    if (!isObject(value)) return undefined;
    const source = read === undefined ? value : read(value);
    const target: Record<string, unknown> = {};
    for (const { name, project, fallback } of fields) {
      const field = project(source[name]);
      if (field !== undefined) target[name] = field;
      else if (fallback !== undefined) target[name] = fallback();
    }
    return target;
  };
}

function emptyOf(schema: Schema): () => unknown {
  const project = compile(schema);
  const { anyOf, type } = schema;
  if (schema.default !== undefined) return () => schema.default;
  if (schema.enum !== undefined) return () => schema.enum?.[0];
  if (anyOf?.some((member) => member.type === "null")) return () => null;
  if (anyOf?.[0] !== undefined) return emptyOf(anyOf[0]);
  if (type === "object") return () => project({});
  if (type === "array") return () => [];
  const empty = { string: "", boolean: false }[type ?? ""] ?? 0;
  return () => empty;
}

/** A union takes the member of the value's own type first; among objects, the one whose required fields fit best. */
function compileUnion(members: readonly Schema[]): Projection {
  const [first, second] = members;
  if (first !== undefined && second?.type === "null" && members.length === 2) {
    const project = compile(first);
    return (value) => (value === null ? null : project(value));
  }
  const options = members.map((schema) => ({ schema, project: compile(schema) }));
  const objects = options.filter(({ schema }) => schema.type === "object");
  return (value) => {
    if (isObject(value) && objects.length > 1)
      return objects
        .reduce((best, next) => (fit(next.schema, value) > fit(best.schema, value) ? next : best))
        .project(value);
    const own = options.find(({ schema }) => schema.type === typeof value);
    if (own !== undefined) return own.project(value);
    for (const { project } of options) {
      const projected = project(value);
      if (projected !== undefined) return projected;
    }
    return undefined;
  };
}

function fit({ required = [] }: Schema, value: JsonObject): number {
  return required.reduce((score, name) => score + (value[name] === undefined ? -1 : 1), 0);
}
