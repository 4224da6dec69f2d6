import { definePlugin, GatewayError, Type, type Exchange } from "../../gateway/chain/plugin.ts";
import type { UpstreamRequest } from "../../gateway/chain/plugin.ts";
import { answerManaged } from "./answer.ts";
import { compileEndpoint } from "./compile.ts";
import { documentEndpoint } from "./document.ts";
import { endpoints } from "./endpoints.ts";
import { needResolving, resolveMediaItems, type ResolvedItems } from "./media-items.ts";
import { createMatch, type ManagedMatch } from "./match.ts";
import { currentPath } from "./moved.ts";
import { Override, overrideEndpoints } from "./override.ts";
import { RISKS } from "./permissions.ts";
import { addVerdict, below, matchProxy, type ProxyMatch } from "./proxy.ts";
import { unknownWarning } from "./query.ts";
import { API_PREFIX } from "./upstream-path.ts";
import { createSchemaCompiler } from "./validate.ts";

declare module "../../gateway/chain/plugin.ts" {
  interface Facts {
    /** Which endpoint an exchange is for; `name` is a template, fit for a metric's label. */
    endpoint: ManagedMatch | ProxyMatch;
  }
}

const Config = Type.Object({
  allow: Type.Array(Type.Enum([...RISKS]), {
    default: [],
    description:
      "Proxied routes that are refused unless named here: `money` (payments, payouts, tax), `credential` (passwords, second factors, tokens, identity checks), `account` (signing out, helpers, deletion).",
  }),
  maxBodyBytes: Type.Integer({
    minimum: 1,
    default: 262_144,
    description: "The largest request body of a managed endpoint.",
  }),
  maxAnswerBytes: Type.Integer({
    minimum: 1,
    default: 8_388_608,
    description: "The largest upstream answer that a managed endpoint reads.",
  }),
  endpoints: Type.Record(Type.String(), Override, {
    default: {},
    description: "Changes to endpoints' upstream side, by name such as `GET /posts/:postId`.",
  }),
});

const NO_BODY = Buffer.alloc(0);

/** Typed endpoints under `/v2/access`, and everything else of the upstream under `/v2/access/proxy`. */
export default definePlugin({
  name: "managed",
  summary:
    "Turns a typed endpoint into an upstream request and the answer back into its typed shape, passes `/v2/access/proxy/*` and `/api2/v2/*` through, and enforces the grant's permissions on both.",
  config: Config,
  requires: ["caller", "connection", "grant"],
  provides: ["endpoint"],
  endpoints: endpoints.map(documentEndpoint),
  setup: (config, { services }) => {
    const compile = createSchemaCompiler();
    const matchManaged = createMatch(
      overrideEndpoints(endpoints, config.endpoints).map((each) => compileEndpoint(each, compile)),
    );
    const allowed = new Set<string>(config.allow);

    function match(exchange: Exchange): ManagedMatch | ProxyMatch {
      const { method, path } = exchange;
      const passedOn = below("/v2/access/proxy", path);
      if (passedOn !== undefined)
        return matchProxy(method, below(API_PREFIX, passedOn) ?? passedOn);
      const direct = below(API_PREFIX, path);
      if (direct !== undefined) return matchProxy(method, direct);
      return matchManaged(exchange, currentPath(below("/v2/access", path) ?? "/"));
    }

    const resolved = new WeakMap<object, ResolvedItems>();

    async function resolveMedia(
      exchange: Exchange<"connection" | "grant">,
      fields: Record<string, unknown>,
    ): Promise<void> {
      const { connection, grant } = exchange.facts;
      const owner = { connection, appId: grant.appId };
      const items = await resolveMediaItems(fields["mediaItems"] as string[], owner, services);
      resolved.set(exchange, items);
      fields["mediaItems"] = items.files;
    }

    return {
      onRequest: (exchange) => {
        const endpoint = match(exchange);
        if (endpoint.kind === "proxy") assertSwitchedOn(endpoint, allowed);
        else if (endpoint.query.unknown.length > 0)
          exchange.answerHeaders["warning"] = unknownWarning(endpoint.query.unknown);
        if (!exchange.facts.grant.permissions.has(endpoint.permission))
          throw missing(endpoint.permission);
        return { endpoint };
      },
      onUpstreamRequest: (exchange, request) => {
        const { endpoint, connection } = exchange.facts;
        if (endpoint.kind === "proxy") {
          request.path = endpoint.upstreamPath + exchange.query;
          return undefined;
        }
        writeHead(endpoint, request, connection.upstreamUserId);
        const { compiled, parameters } = endpoint;
        const { translateBody } = compiled;
        if (translateBody === undefined) return undefined;
        return exchange.body(config.maxBodyBytes).then(async (bytes) => {
          const { fields, write } = translateBody(bytes, parameters);
          if (needResolving(fields["mediaItems"])) await resolveMedia(exchange, fields);
          const body = write();
          if (body === undefined) return;
          request.body = body;
          request.headers["content-type"] = "application/json";
        });
      },
      onUpstreamResponse: (exchange, response) => {
        const { facts, headers } = exchange;
        const { endpoint, connection, grant } = facts;
        if (endpoint.kind === "proxy")
          return response.status >= 400 ? addVerdict(response) : undefined;
        return answerManaged(endpoint, response, {
          maxBytes: config.maxAnswerBytes,
          self: connection.upstreamUserId,
          follow: (path) => services.call(connection, { method: "GET", path }),
          observe: (json) => services.drift.observe(connection.environment, endpoint.name, json),
          links: async () => {
            const base = services.baseFor(headers.host);
            const write = services.mediaLinks.writerFor({ connection, appId: grant.appId, base });
            const { method, path } = response.attempt.request;
            return { write: await write, sources: method === "GET" ? [path] : [] };
          },
          settle: async () => resolved.get(exchange)?.settle(true),
        });
      },
      // What was sent and never answered may have used them: they stay taken.
      onError: (exchange, error) => {
        const { upstream } = error.details;
        const wasNotSent = error.source === "egress" || error.code === "BAD_REQUEST";
        const isRefused = upstream === undefined ? wasNotSent : upstream.status < 500;
        return isRefused ? resolved.get(exchange)?.settle(false) : undefined;
      },
      onComplete: ({ facts: { endpoint, grant } }, { attempts }) => {
        if (attempts === 0 || endpoint === undefined || grant === undefined) return;
        const { connectionId, appId } = grant;
        services.activity.note({ connectionId, appId, permission: endpoint.permission });
      },
    };
  },
});

function assertSwitchedOn({ risk }: ProxyMatch, allowed: ReadonlySet<string>): void {
  if (risk === undefined || allowed.has(risk)) return;
  throw new GatewayError(
    "FORBIDDEN",
    `This route is refused because its risk is \`${risk}\`; the operator can switch it on by adding \`${risk}\` to the setting \`allow\` of the plugin \`managed\`.`,
  );
}

function missing(permission: string): GatewayError {
  return new GatewayError("FORBIDDEN", `The grant lacks the permission \`${permission}\`.`);
}

/** Fields of the client's that are about its own representation, not the one asked for upstream. */
const OF_CLIENT = [
  "content-type",
  "content-encoding",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
];

function writeHead(match: ManagedMatch, request: UpstreamRequest, self: string): void {
  const { compiled, parameters, query } = match;
  request.method = compiled.endpoint.upstream.method;
  request.path = compiled.writePath(parameters, query, self);
  request.body = NO_BODY;
  for (const name of OF_CLIENT) delete request.headers[name];
  request.headers["accept"] = "application/json, text/plain, */*";
  request.headers["accept-encoding"] = "identity";
}
