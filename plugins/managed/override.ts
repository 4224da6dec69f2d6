import { Type, type Static } from "typebox";
import type { AnyEndpoint } from "./endpoint.ts";
import { deeper, isObject } from "./json.ts";

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
        pattern: "^(/:?[\\w.-]+)+$",
        description: "The path below `/api2/v2`, with the endpoint's own parameters and `:self`.",
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
  const { method, path, query, body, read, ...rest } = endpoint.upstream;
  const rename = renamer(change.fields ?? {});
  const readAnswer = readRenamed(read, change.answerFields ?? {});
  return {
    ...endpoint,
    upstream: {
      ...rest,
      method: change.method ?? method,
      path: (change.path as `/${string}` | undefined) ?? path,
      ...(query !== undefined && {
        query: (values, parameters) => rename(query(values, parameters)),
      }),
      ...(body !== undefined && { body: (values, parameters) => rename(body(values, parameters)) }),
      ...(readAnswer !== undefined && { read: readAnswer }),
    },
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
