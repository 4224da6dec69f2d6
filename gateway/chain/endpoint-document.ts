import type { TSchema } from "typebox";

/** A path parameter as it is documented. */
export interface ParameterDocument {
  readonly name: string;
  readonly description: string;
  readonly pattern: string;
}

/** One endpoint that a plugin serves, as the reference and the OpenAPI document describe it. */
export interface EndpointDocument {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** In full, with parameters as `{postId}`. */
  readonly path: `/${string}`;
  /** What it is about; endpoints of one subject are shown together. */
  readonly subject: string;
  readonly summary: string;
  readonly permission: string;
  readonly risk: string;
  /** Whether the upstream's side of it was seen, or follows from the rest. */
  readonly evidence: "observed" | "inferred";
  readonly parameters: readonly ParameterDocument[];
  /** Object schemas of the query and the body. */
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly answer: TSchema;
  /** Whether it happens once under an `Idempotency-Key`. */
  readonly takesKey?: boolean;
}
