import type { TSchema } from "typebox";
import { isObject, type JsonObject } from "./json.ts";
import { linksWithin, WORDS, type Links } from "./media-urls.ts";
import { createObjectWriter, type Projection } from "./object-writer.ts";
import { writeAny, writeBoolean, writeNumber, writeText, writeWords } from "./scalars.ts";
import { readChartBlock, readEarningsChart } from "./shapes/chart.ts";
import { readTransaction } from "./shapes/earnings.ts";
import { readMedia } from "./shapes/media.ts";
import { readNotification } from "./shapes/account.ts";
import { readSubscriber, readSubscription } from "./shapes/subscriber.ts";
import { readPromotionPage, readTrackingLink } from "./shapes/promotion.ts";
import { readUser } from "./shapes/user.ts";

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
 * Compiles an answer's schema into the function that writes such an answer: documented fields only,
 * numbers out of numeric texts and texts out of numbers, links in place of media addresses, and the
 * schema's default (or the type's empty value) for a required field that the upstream left out. The
 * text is made in one walk, for objects built field by field are slow to make, to walk and to write.
 */
export function createProjection(schema: TSchema): Projection {
  return compile(schema);
}

/** `name` is the field's that holds the value, if one does. */
function compile(schema: Schema, name?: string): Projection {
  if (schema.anyOf !== undefined) return compileUnion(schema.anyOf, name);
  if (schema.enum !== undefined) {
    const texts = new Map(schema.enum.map((value) => [value, JSON.stringify(value)]));
    return (value) => texts.get(value);
  }
  switch (schema.type) {
    case "object":
      return compileObject(schema);
    case "array":
      return compileArray(schema.items ?? {});
    case "number":
    case "integer":
      return writeNumber;
    case "string":
      return WORDS.has(name) ? writeWords : writeText;
    case "boolean":
      return writeBoolean;
    case "null":
      return (value) => (value === null ? "null" : undefined);
    case undefined:
    default:
      return writeAny;
  }
}

function compileArray(items: Schema): Projection {
  const project = compile(items);
  return (value, links) => {
    if (!Array.isArray(value)) return undefined;
    let text = "";
    for (const item of value as unknown[]) {
      const written = project(item, links);
      if (written !== undefined) text += text === "" ? written : `,${written}`;
    }
    return `[${text}]`;
  };
}

/** An object of unknown names keeps those whose values have the shape. */
function compileRecord(values: Schema): Projection {
  const project = compile(values);
  return (value, links) => {
    if (!isObject(value)) return undefined;
    if (values.type === undefined) return writeAny(value, links);
    const fields: string[] = [];
    for (const [name, field] of Object.entries(value)) {
      const written = project(field, links);
      if (written !== undefined) fields.push(`${JSON.stringify(name)}:${written}`);
    }
    return `{${fields.join(",")}}`;
  };
}

function compileObject({ title, properties, required = [], ...schema }: Schema): Projection {
  if (properties === undefined)
    return compileRecord(Object.values(schema.patternProperties ?? {})[0] ?? {});
  const read = title === undefined ? undefined : readers[title];
  const write = createObjectWriter(
    Object.entries(properties).map(([name, schema]) => ({
      name,
      project: compile(schema, name),
      fallback: required.includes(name) ? emptyOf(schema) : undefined,
    })),
  );
  const hasSource = "responseType" in properties || "files" in properties;
  return (value, links) => {
    if (!isObject(value)) return undefined;
    const source = read === undefined ? value : read(value);
    return write(source, hasSource ? linksWithin(source, links) : links);
  };
}

const NO_LINKS: Links = { write: (url) => url, sources: [] };

function emptyOf(schema: Schema): string | undefined {
  const { anyOf, type } = schema;
  if (schema.default !== undefined) return JSON.stringify(schema.default);
  if (schema.enum !== undefined) return JSON.stringify(schema.enum[0]);
  if (anyOf?.some((member) => member.type === "null")) return "null";
  if (anyOf?.[0] !== undefined) return emptyOf(anyOf[0]);
  if (type === "object") return compile(schema)({}, NO_LINKS);
  return { array: "[]", string: '""', boolean: "false" }[type ?? ""] ?? "0";
}

/** A union takes the member of the value's own type first; among objects, the one whose required fields fit best. */
function compileUnion(members: readonly Schema[], name?: string): Projection {
  const [first, second] = members;
  if (first !== undefined && second?.type === "null" && members.length === 2) {
    const project = compile(first, name);
    return (value, links) => (value === null ? "null" : project(value, links));
  }
  const options = members.map((schema) => ({ schema, project: compile(schema, name) }));
  const objects = options.filter(({ schema }) => schema.type === "object");
  return (value, links) => {
    if (isObject(value) && objects.length > 1)
      return objects
        .reduce((best, next) => (fit(next.schema, value) > fit(best.schema, value) ? next : best))
        .project(value, links);
    const own = options.find(({ schema }) => schema.type === typeof value);
    if (own !== undefined) return own.project(value, links);
    for (const { project } of options) {
      const projected = project(value, links);
      if (projected !== undefined) return projected;
    }
    return undefined;
  };
}

function fit({ required = [] }: Schema, value: JsonObject): number {
  return required.reduce((score, name) => score + (value[name] === undefined ? -1 : 1), 0);
}
