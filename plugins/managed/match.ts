import { GatewayError, type Exchange } from "../../gateway/chain/plugin.ts";
import type { CompiledEndpoint } from "./compile.ts";
import type { Parameters } from "./endpoint.ts";
import type { Query } from "./query.ts";
import { createSegmentTree } from "./segment-tree.ts";

/** A request found to be for a managed endpoint. */
export interface ManagedMatch {
  readonly kind: "managed";
  readonly name: string;
  readonly permission: string;
  readonly compiled: CompiledEndpoint;
  readonly parameters: Parameters;
  readonly query: Query;
}

/** The part of an exchange that routing looks at. */
export type Routed = Pick<Exchange, "method" | "query" | "answerHeaders">;

/**
 * Makes the router of managed endpoints. It takes the path below `/v2/access`, and throws
 * `ROUTE_NOT_FOUND`, `METHOD_NOT_ALLOWED` with an `allow` header, or `BAD_REQUEST` for a parameter.
 */
export function createMatch(
  endpoints: readonly CompiledEndpoint[],
): (exchange: Routed, path: string) => ManagedMatch {
  const find = createSegmentTree(byPath(endpoints));
  return (exchange, path) => {
    const segments = path.slice(1).split("/");
    const methods = find(segments);
    if (methods === undefined)
      throw new GatewayError("ROUTE_NOT_FOUND", "There is no such endpoint under /v2/access.");
    const compiled = methods.get(exchange.method === "HEAD" ? "GET" : exchange.method);
    if (compiled === undefined) throw methodNotAllowed(exchange, [...methods.keys()]);
    return {
      kind: "managed",
      name: compiled.name,
      permission: compiled.endpoint.permission,
      compiled,
      parameters: compiled.readParameters(segments),
      query: compiled.readQuery(exchange.query),
    };
  };
}

type Methods = Map<string, CompiledEndpoint>;

function byPath(endpoints: readonly CompiledEndpoint[]): Iterable<readonly [string, Methods]> {
  const paths = new Map<string, Methods>();
  for (const compiled of endpoints) {
    const pattern = compiled.endpoint.path.slice(1);
    const methods = paths.get(pattern) ?? new Map<string, CompiledEndpoint>();
    if (methods.has(compiled.endpoint.method)) throw new Error(`"${compiled.name}" occurs twice`);
    paths.set(pattern, methods.set(compiled.endpoint.method, compiled));
  }
  return paths;
}

function methodNotAllowed({ answerHeaders }: Routed, methods: readonly string[]): GatewayError {
  const allowed = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  answerHeaders["allow"] = allowed.join(", ");
  return new GatewayError("METHOD_NOT_ALLOWED", `This endpoint takes ${allowed.join(", ")}.`);
}
