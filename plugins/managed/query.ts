import type { TSchema } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import type { CompileSchema } from "./validate.ts";

/** A caller's query, read by the schema of its endpoint. */
export interface Query {
  /** Typed, checked, with defaults; a `limit` above the maximum is lowered to it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names that the endpoint does not know; they go nowhere. */
  readonly unknown: readonly string[];
}

/** Reads a query string that is empty or begins with `?`. @throws GatewayError `BAD_REQUEST` naming the parameter. */
export type ReadQuery = (query: string) => Query;

interface Parameter {
  readonly type?: string;
  readonly maximum?: number;
  readonly items?: Parameter;
  readonly properties?: Readonly<Record<string, Parameter>>;
}

/** Makes the query reader of one endpoint; without a schema every parameter is unknown. */
export function createQueryReader(schema: TSchema | undefined, compile: CompileSchema): ReadQuery {
  if (schema === undefined) return (query) => ({ values: {}, unknown: namesIn(query) });
  const assertValid = compile(schema, "query parameter");
  const parameters = flatten((schema as unknown as { properties: Members }).properties);
  return (query) => {
    const values: Record<string, unknown> = {};
    const unknown: string[] = [];
    const given = new URLSearchParams(query);
    for (const name of new Set(given.keys())) {
      const parameter = parameters.get(name);
      if (parameter === undefined) unknown.push(name);
      else put(values, name, readParameter(name, parameter, given.getAll(name)));
    }
    assertValid(values);
    return { values, unknown };
  };
}

type Members = Readonly<Record<string, Parameter>>;

/** Parameters by the name they have in a query; a member of `filter` is `filter[member]`, beside `filter` itself. */
function flatten(members: Members): ReadonlyMap<string, Parameter> {
  const flat = new Map(Object.entries(members));
  for (const [name, { properties = {} }] of Object.entries(members))
    for (const [member, parameter] of Object.entries(properties))
      flat.set(`${name}[${member}]`, parameter);
  return flat;
}

function put(values: Record<string, unknown>, name: string, value: unknown): void {
  const bracket = name.indexOf("[");
  if (bracket === -1) values[name] = value;
  else {
    const outer = name.slice(0, bracket);
    const members = values[outer];
    // `filter=x` beside `filter[y]=z`: the text stays, for the schema to refuse.
    if (typeof members === "string") return;
    values[outer] = { ...(members as object | undefined), [name.slice(bracket + 1, -1)]: value };
  }
}

function namesIn(query: string): readonly string[] {
  return query === "" ? [] : [...new Set(new URLSearchParams(query).keys())];
}

function readParameter(name: string, parameter: Parameter, texts: readonly string[]): unknown {
  const { items } = parameter;
  if (items !== undefined)
    return texts.flatMap((text) => text.split(",")).map((text) => readValue(items, text));
  if (texts.length > 1)
    throw new GatewayError("BAD_REQUEST", `The query parameter \`${name}\` occurs more than once.`);
  const value = readValue(parameter, texts[0] ?? "");
  return name === "limit" && typeof value === "number"
    ? Math.min(value, parameter.maximum ?? value)
    : value;
}

/** The typed value, or the text itself for the schema to refuse. */
function readValue({ type }: Parameter, text: string): unknown {
  if (type === "integer" || type === "number")
    return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
  if (type === "boolean" && /^(?:true|1)$/.test(text)) return true;
  if (type === "boolean" && /^(?:false|0)$/.test(text)) return false;
  return text;
}

/** A `Warning` field value (RFC 7234 §5.5, code 299) that names parameters which were left out. */
export function unknownWarning(names: readonly string[]): string {
  const printable = names.slice(0, 10).map((name) => name.slice(0, 64).replace(/[^\w.[\]-]/g, "?"));
  const more = names.length > 10 ? ", ..." : "";
  return `299 countersign "Unknown query parameters were left out: ${printable.join(", ")}${more}"`;
}
