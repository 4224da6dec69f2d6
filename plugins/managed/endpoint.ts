import type { Static, TSchema } from "typebox";
import type { Paging } from "./paging.ts";

/** A method an endpoint may have. HEAD is answered wherever GET is. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The values of a path's parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

/** Names and values for the upstream's query; undefined ones are left out, booleans go as 1 and 0. */
export type UpstreamQuery = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One managed endpoint: what it takes, what it answers, and how both are said upstream. Routing,
 * checking, permission and paging all follow from this object.
 */
export interface Endpoint<Query extends TSchema = TSchema, Body extends TSchema = TSchema> {
  readonly method: Method;
  /** Below `/v2/access`; a segment such as `:postId` is a parameter named in `parameters.ts`. */
  readonly path: `/${string}`;
  /** One sentence for the documentation. */
  readonly summary: string;
  readonly permission: string;
  readonly risk: "read" | "read-sensitive" | "write" | "destructive";
  /** Whether public clients show the upstream route to exist, or it follows from the rest of the API. */
  readonly evidence: "observed" | "inferred";
  /** An object schema; unknown parameters are dropped with a warning. */
  readonly query?: Query;
  /** An object schema without additional properties. */
  readonly body?: Body;
  /** The schema is also the mapping: see `createProjection`. */
  readonly answer: TSchema;
  readonly paging?: Paging;
  readonly upstream: {
    readonly method: Method;
    /** Below `/api2/v2`; takes the endpoint's parameters, and `:self` for the account's own id. */
    readonly path: `/${string}`;
    readonly query?: (query: Static<Query>, parameters: Parameters) => UpstreamQuery;
    readonly body?: (body: Static<Body>) => object;
  };
}

/** Any endpoint, its types forgotten; the values it is called with were checked by its own schemas. */
export interface AnyEndpoint extends Omit<Endpoint, "upstream"> {
  readonly upstream: Omit<Endpoint["upstream"], "query" | "body"> & {
    readonly query?: (query: never, parameters: Parameters) => UpstreamQuery;
    readonly body?: (body: never) => object;
  };
}

/** Declares an endpoint; the types of its query and body are inferred from their schemas. */
export function defineEndpoint<
  const Query extends TSchema = TSchema,
  const Body extends TSchema = TSchema,
>(endpoint: Endpoint<Query, Body>): AnyEndpoint {
  return endpoint;
}
