import { createBodyTranslator, type TranslateBody } from "./request-body.ts";
import type { AnyEndpoint, Parameters, UpstreamQuery } from "./endpoint.ts";
import type { Links } from "./media-urls.ts";
import { readPage } from "./paging.ts";
import { assertParameter, isParameter } from "./parameters.ts";
import { createProjection } from "./projection.ts";
import { createQueryReader, type Query, type ReadQuery } from "./query.ts";
import { createPathWriter, type WritePath } from "./upstream-path.ts";
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
  /** What to read when a write has succeeded, where its own answer says too little. */
  readonly readBackPath: ((parameters: Parameters, self: string) => string) | undefined;
  /** The contract's answer as JSON, or `undefined` if the upstream's has not the expected shape. */
  readonly writeAnswer: (json: unknown, query: Query, links: Links) => string | undefined;
}

/** Compiles an endpoint. @throws Error for a declaration that contradicts itself. */
export function compileEndpoint(endpoint: AnyEndpoint, compile: CompileSchema): CompiledEndpoint {
  const names = parameterNames(endpoint.path);
  const stranger = [...names.values()].find((name) => !isParameter(name));
  if (stranger !== undefined) throw new Error(`"${endpoint.path}": unknown ":${stranger}"`);
  const { upstream, paging } = endpoint;
  const project = createProjection(endpoint.answer);
  const toUpstreamQuery = upstream.query as
    ((query: unknown, parameters: Parameters) => UpstreamQuery) | undefined;
  const known = ["self", ...names.values()];
  const writerFor = createPathChoice(upstream, known);
  const readBack = upstream.readBack && createPathWriter(upstream.readBack, known);
  return {
    endpoint,
    name: `${endpoint.method} /v2/access${endpoint.path}`,
    readParameters: (segments) => readParameters(names, segments),
    readQuery: createQueryReader(endpoint.query, compile),
    translateBody: createBodyTranslator(endpoint, compile),
    writePath: (parameters, query, self) =>
      writerFor(query)(
        (name) => valueOf(name, parameters, self),
        toUpstreamQuery === undefined ? {} : toUpstreamQuery(query.values, parameters),
      ),
    readBackPath:
      readBack && ((parameters, self) => readBack((name) => valueOf(name, parameters, self), {})),
    writeAnswer: (json, query, links) => {
      const arranged = upstream.read === undefined ? json : upstream.read(json);
      const page = paging === undefined ? arranged : readPage(paging, arranged, query.values);
      return project(page, links);
    },
  };
}

function createPathChoice(
  { path, pathBy }: AnyEndpoint["upstream"],
  known: readonly string[],
): (query: Query) => WritePath {
  const usual = createPathWriter(path, known);
  if (pathBy === undefined) return () => usual;
  const writers = new Map<unknown, WritePath>(
    Object.entries(pathBy.paths).map(([value, other]) => [value, createPathWriter(other, known)]),
  );
  return ({ values }) => writers.get(values[pathBy.query]) ?? usual;
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
