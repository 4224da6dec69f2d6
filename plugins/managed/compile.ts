import { createBodyTranslator, type TranslateBody } from "./request-body.ts";
import type { AnyEndpoint, Parameters, UpstreamQuery } from "./endpoint.ts";
import { readPage } from "./paging.ts";
import { assertParameter, isParameter } from "./parameters.ts";
import { createProjection } from "./projection.ts";
import { createQueryReader, type Query, type ReadQuery } from "./query.ts";
import { createPathWriter } from "./upstream-path.ts";
import type { CompileSchema } from "./validate.ts";

/** An endpoint ready to serve: everything that does not depend on the exchange is done. */
export interface CompiledEndpoint {
  readonly endpoint: AnyEndpoint;
  /** Such as `GET /v2/access/posts/:postId`; for facts, logs and metrics. */
  readonly name: string;
  /** @throws GatewayError `BAD_REQUEST` naming the parameter. */
  readonly readParameters: (segments: readonly string[]) => Parameters;
  readonly readQuery: ReadQuery;
  readonly translateBody: TranslateBody | undefined;
  /** The upstream's path and query; `self` is the account's own id. */
  readonly writePath: (parameters: Parameters, query: Query, self: string) => string;
  /** The contract's answer, or `undefined` if the upstream's has not the expected shape. */
  readonly readAnswer: (json: unknown, query: Query) => unknown;
}

/** Compiles an endpoint. @throws Error for a declaration that contradicts itself. */
export function compileEndpoint(endpoint: AnyEndpoint, compile: CompileSchema): CompiledEndpoint {
  const names = parameterNames(endpoint.path);
  const stranger = [...names.values()].find((name) => !isParameter(name));
  if (stranger !== undefined) throw new Error(`"${endpoint.path}": unknown ":${stranger}"`);
  const { upstream, paging } = endpoint;
  const project = createProjection(endpoint.answer);
  const write = createPathWriter(upstream.path, ["self", ...names.values()]);
  const toUpstreamQuery = upstream.query as
    ((query: unknown, parameters: Parameters) => UpstreamQuery) | undefined;
  return {
    endpoint,
    name: `${endpoint.method} /v2/access${endpoint.path}`,
    readParameters: (segments) => readParameters(names, segments),
    readQuery: createQueryReader(endpoint.query, compile),
    translateBody: createBodyTranslator(endpoint, compile),
    writePath: (parameters, query, self) =>
      write(
        (name) => valueOf(name, parameters, self),
        toUpstreamQuery === undefined ? {} : toUpstreamQuery(query.values, parameters),
      ),
    readAnswer: (json, query) =>
      project(paging === undefined ? json : readPage(paging, json, query.values)),
  };
}

function parameterNames(path: string): ReadonlyMap<number, string> {
  const segments = path.slice(1).split("/");
  return new Map(
    segments.flatMap((segment, index) =>
      segment.startsWith(":") ? [[index, segment.slice(1)] as const] : [],
    ),
  );
}

function readParameters(
  names: ReadonlyMap<number, string>,
  segments: readonly string[],
): Parameters {
  const parameters: Record<string, string> = {};
  for (const [index, name] of names) {
    const value = segments[index] ?? "";
    assertParameter(name, value);
    parameters[name] = value;
  }
  return parameters;
}

function valueOf(name: string, parameters: Parameters, self: string): string {
  const value = name === "self" ? "me" : (parameters[name] ?? "");
  return value === "me" ? self : value;
}
