import { Type, type Static } from "typebox";
import type { AnyEndpoint } from "./endpoint.ts";
import { deeper, isObject } from "./json.ts";

const path = { pattern: "^(/:?[\\w.-]+)+$" };

/** What an operator may say otherwise about an endpoint's upstream, so that a change there needs no release. */
export const Override = Type.Object(
  {
    method: Type.Optional(
      Type.Enum(["GET", "POST", "PUT", "PATCH", "DELETE"], {
        description: "The upstream's method.",
      }),
    ),
    path: Type.Optional(
      Type.String({
        ...path,
        description: "The path below `/api2/v2`, with the endpoint's own parameters and `:self`.",
      }),
    ),
    pathBy: Type.Optional(
      Type.Record(Type.String(), Type.String(path), {
        description:
          "Where a value of the query has a path of its own, that path, by the value, such as `latest` of `GET /subscribers`.",
      }),
    ),
    readBack: Type.Optional(
      Type.String({
        ...path,
        description: "Where an endpoint reads back what it changed, the path it reads, as `path`.",
      }),
    ),
    fields: Type.Optional(
      Type.Record(Type.String(), Type.String({ minLength: 1 }), {
        description: "Upstream query and body fields by our name, with the name to send instead.",
      }),
    ),
    answerFields: Type.Optional(
      Type.Record(Type.String(), Type.String({ minLength: 1 }), {
        description:
          "Fields of the upstream's answer, at any depth, by the name that is read, with the name they have there now.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type Override = Static<typeof Override>;

/** How an endpoint is named in the configuration, such as `GET /posts/:postId`. */
export function endpointKey({ method, path }: AnyEndpoint): string {
  return `${method} ${path}`;
}

/** The endpoints as the operator wants them. @throws Error for an override of an endpoint that is not there. */
export function overrideEndpoints(
  endpoints: readonly AnyEndpoint[],
  overrides: Readonly<Record<string, Override>>,
): readonly AnyEndpoint[] {
  const keys = new Set(endpoints.map(endpointKey));
  const stranger = Object.keys(overrides).find((key) => !keys.has(key));
  if (stranger !== undefined) throw new Error(`there is no endpoint "${stranger}" to override`);
  return endpoints.map((endpoint) => override(endpoint, overrides[endpointKey(endpoint)]));
}

function override(endpoint: AnyEndpoint, change: Override | undefined): AnyEndpoint {
  if (change === undefined) return endpoint;
  const { query, body, read, ...rest } = endpoint.upstream;
  const rename = renamer(change.fields ?? {});
  const readAnswer = readRenamed(read, change.answerFields ?? {});
  return {
    ...endpoint,
    upstream: {
      ...rest,
      ...pathsOf(endpoint, change),
      ...(change.method !== undefined && { method: change.method }),
      ...(query !== undefined && {
        query: (values, parameters) => rename(query(values, parameters)),
      }),
      ...(body !== undefined && { body: (values, parameters) => rename(body(values, parameters)) }),
      ...(readAnswer !== undefined && { read: readAnswer }),
    },
  };
}

/** The paths that are to be others. @throws Error for one that the endpoint does not use. */
function pathsOf(endpoint: AnyEndpoint, { path, pathBy, readBack }: Override) {
  const { upstream } = endpoint;
  const choices = upstream.pathBy?.paths ?? {};
  const stranger = Object.keys(pathBy ?? {}).find((value) => !Object.hasOwn(choices, value));
  if (stranger !== undefined)
    throw new Error(
      `"${endpointKey(endpoint)}" has no path of its own for "${stranger}" to override`,
    );
  if (readBack !== undefined && upstream.readBack === undefined)
    throw new Error(
      `"${endpointKey(endpoint)}" reads nothing back that \`readBack\` could override`,
    );
  return {
    ...(path !== undefined && { path: path as `/${string}` }),
    ...(upstream.pathBy !== undefined && {
      pathBy: { ...upstream.pathBy, paths: { ...choices, ...pathBy } },
    }),
    ...(readBack !== undefined && { readBack: readBack as `/${string}` }),
  };
}

function renamer(names: Readonly<Record<string, string>>) {
  return <Fields extends object>(fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        Object.hasOwn(names, name) ? names[name] : name,
        value as unknown,
      ]),
    ) as Fields;
}

type Read = AnyEndpoint["upstream"]["read"];

/** The endpoint's own reading, after which fields have the names that it knows. */
function readRenamed(read: Read, names: Readonly<Record<string, string>>): Read {
  const ours = new Map(Object.entries(names).map(([our, theirs]) => [theirs, our]));
  if (ours.size === 0) return read;
  const rename = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return value.map((item) => rename(item, deeper(depth)));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        ours.get(name) ?? name,
        rename(field, deeper(depth)),
      ]),
    );
  };
  return (json) => {
    const renamed = rename(json, 0);
    return read === undefined ? renamed : read(renamed);
  };
}
