import type { EndpointDocument } from "../../chain/plugin.ts";
import type { EventDocument } from "../../webhooks/event-documents.ts";
import type { Content, OpenApi, Operation, Parameter } from "./document.ts";
import { Problem, problemResponses, problems } from "./problems.ts";
import type { DocumentedRoute } from "./routes.ts";
import { createNamedSchemas, type JsonSchema, type NamedSchemas } from "./schemas.ts";
import { describeEvents } from "./webhooks.ts";

/** Describes what plugins serve, the control plane's routes and the events in one document. */
export function createOpenApi(options: {
  readonly endpoints: readonly EndpointDocument[];
  readonly routes: readonly DocumentedRoute[];
  readonly events?: readonly EventDocument[];
}): OpenApi {
  const { endpoints, routes, events = [] } = options;
  const schemas = createNamedSchemas();
  schemas.refer(Problem);
  const paths: Record<string, Record<string, Operation>> = {};
  const add = (method: string, path: string, operation: Operation) => {
    (paths[path] ??= {})[method.toLowerCase()] = operation;
  };
  for (const endpoint of endpoints)
    add(endpoint.method, endpoint.path, describeEndpoint(endpoint, schemas));
  for (const route of routes)
    add(route.method, withBraces(route.url), describeRoute(route, schemas));
  const webhooks = describeEvents(events, schemas);
  return {
    openapi: "3.1.0",
    info: {
      title: "Countersign",
      version: "2",
      description:
        "Typed endpoints for linked accounts and the gateway's own routes. Below `/v2/access/proxy` every path of the upstream's API can be called as it is.",
    },
    security: [{ apikey: [] }, { bearer: [] }],
    paths,
    webhooks,
    components: {
      schemas: schemas.all(),
      responses: problemResponses(),
      securitySchemes: {
        apikey: { type: "apiKey", in: "header", name: "apikey" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

const CONNECTION: Parameter = {
  name: "x-connection-id",
  in: "header",
  required: true,
  description: "The linked account to act for.",
  schema: { type: "string" },
};

const KEY: Parameter = {
  name: "idempotency-key",
  in: "header",
  required: false,
  description: "The same request again under the same key is answered as the first was, for a day.",
  schema: { type: "string" },
};

function describeEndpoint(endpoint: EndpointDocument, schemas: NamedSchemas): Operation {
  const { method, path, subject, summary, permission, risk, evidence } = endpoint;
  return {
    operationId: operationIdOf(method, path),
    tags: [subject],
    summary,
    description:
      `Permission \`${permission}\`.` +
      (evidence === "inferred"
        ? " The upstream's side of this endpoint is inferred and may be wrong."
        : ""),
    parameters: [
      ...endpoint.parameters.map(({ name, description, pattern }): Parameter => ({
        name,
        in: "path",
        required: true,
        description,
        schema: { type: "string", pattern } as JsonSchema,
      })),
      CONNECTION,
      ...(endpoint.takesKey === true ? [KEY] : []),
      ...queryParameters(endpoint.query, schemas),
    ],
    ...describeBody(endpoint.body, schemas),
    responses: {
      200: { description: "Done.", ...jsonOf(schemas.refer(endpoint.answer)) },
      ...problems([400, 401, 403, 404, 429, 502, 503, 504]),
    },
    "x-permission": permission,
    "x-risk": risk,
    "x-evidence": evidence,
  };
}

function describeRoute({ method, url, schema }: DocumentedRoute, schemas: NamedSchemas): Operation {
  const path = withBraces(url);
  const params = (schema.params as JsonSchema | undefined)?.properties ?? {};
  const answers = Object.entries(schema.response ?? {}).map(
    ([status, answer]): [string, Content] => [
      status,
      {
        description: status === "204" ? "Done; there is nothing to answer." : "Done.",
        ...(status !== "204" && jsonOf(schemas.refer(answer))),
      },
    ],
  );
  return {
    operationId: operationIdOf(method, path),
    tags: [url.split("/")[2] ?? "gateway"],
    summary: schema.summary ?? `${method} ${path}`,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]): Parameter => ({
        name,
        in: "path",
        required: true,
        schema: params[name] === undefined ? { type: "string" } : schemas.refer(params[name]),
      })),
      ...queryParameters(schema.querystring, schemas),
    ],
    ...describeBody(schema.body, schemas),
    responses: {
      ...Object.fromEntries(answers),
      ...problems([400, 401, 403, 404]),
    },
  };
}

function queryParameters(query: object | undefined, schemas: NamedSchemas): readonly Parameter[] {
  const { properties = {}, required = [] }: JsonSchema = query ?? {};
  // A default makes a required field one that a caller may leave out.
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schemas.refer(schema);
    return {
      name,
      in: "query",
      required: required.includes(name) && rest.default === undefined,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

function describeBody(body: object | undefined, schemas: NamedSchemas) {
  return body === undefined
    ? {}
    : { requestBody: { required: true, ...jsonOf(schemas.refer(body)) } };
}

function jsonOf(schema: JsonSchema) {
  return { content: { "application/json": { schema } } };
}

function withBraces(url: string): string {
  return url.replace(/:(\w+)/g, "{$1}");
}

/** Such as `getVaultListsByListIdMedia`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/v2(?:\/access)?/, "")
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => (segment.startsWith("{") ? `by-${segment.slice(1, -1)}` : segment))
    .flatMap((segment) => segment.split(/[^A-Za-z0-9]+/))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + words.join("");
}
