import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { ActiveRules, Rules } from "../rules/rules.ts";
import { RULES_FORMATS, unfold } from "../rules/unfold.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";

const closed = { additionalProperties: false } as const;

const bundle = Type.Object(
  {
    rules: Type.Object(
      {
        static_param: Type.String(),
        format: Type.String(),
        start: Type.String(),
        end: Type.String(),
        prefix: Type.String(),
        suffix: Type.String(),
        checksum_constant: Type.Number(),
        checksum_indexes: Type.Array(Type.Number()),
        app_token: Type.String(),
        revision: Type.String(),
      },
      closed,
    ),
    is_current: Type.Boolean(),
    is_public: Type.Boolean(),
    is_early_access: Type.Boolean(),
  },
  closed,
);

const status = Type.Object(
  {
    revision: Type.String(),
    early_access_revision: Type.String(),
    public_revision: Type.String(),
    is_current: Type.Boolean(),
    is_early_access: Type.Boolean(),
    is_public: Type.Boolean(),
    access_granted: Type.Boolean(),
  },
  closed,
);

const listSchema = {
  summary: "The rules that sign for the key's environment, in our form or a community's.",
  querystring: Type.Object({ format: Type.Optional(Type.Enum([...RULES_FORMATS])) }, closed),
  // A community document has its feed's own members.
  response: { 200: Type.Union([bundle, Type.Record(Type.String(), Type.Unknown())]) },
};

/** `GET /v2/dynamic-rules` and its status: the rules that sign for the key's environment. */
export function dynamicRulesRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  rules: Pick<Rules, "current" | "builds">,
): void {
  const onRequest = authenticate("RULES");
  for (const path of ["/v2/dynamic-rules", "/rules"]) {
    app.get(path, { onRequest, schema: listSchema }, (request, reply) => {
      const { environment } = callerOf(request);
      const serving = servingRules(rules, environment);
      const { format } = request.query;
      const document =
        format === undefined ? bundleOf(rules, serving) : unfold(serving.params, format);
      sendUnlessKnown(request, reply, document);
    });
  }
  app.get(
    "/v2/dynamic-rules/status",
    {
      onRequest,
      schema: {
        summary: "Which revision signs now, and whether a newer one is known.",
        response: { 200: status },
      },
    },
    (request) => {
      const serving = servingRules(rules, callerOf(request).environment);
      const newest = publishedRevision(newestOf(rules, serving));
      return {
        revision: publishedRevision(serving),
        early_access_revision: newest,
        public_revision: newest,
        ...standing(rules, serving),
        access_granted: true,
      };
    },
  );
}

/** The rules that sign in an environment. @throws GatewayError `NOT_READY` while there are none. */
export function servingRules(
  rules: Pick<Rules, "current">,
  environment: EnvironmentName,
): ActiveRules {
  const serving = rules.current(environment);
  if (serving === undefined)
    throw new GatewayError("NOT_READY", `There are no ${environment} signing rules yet.`, {
      source: "rules",
      retryAfterSeconds: 30,
    });
  return serving;
}

function bundleOf(rules: Pick<Rules, "builds">, serving: ActiveRules): object {
  const { rules: constants } = unfold(serving.params, "ofauth") as { readonly rules: object };
  return {
    rules: { ...constants, revision: publishedRevision(serving) },
    ...standing(rules, serving),
  };
}

/** All rules here are public; what can be behind is a pinned build. */
function standing(rules: Pick<Rules, "builds">, serving: ActiveRules) {
  const isNewest = newestOf(rules, serving).order <= serving.order;
  return { is_current: isNewest, is_public: true, is_early_access: false };
}

function newestOf(rules: Pick<Rules, "builds">, serving: ActiveRules): ActiveRules {
  const builds = rules.builds(serving.environment);
  return builds.reduce((newest, each) => (each.order > newest.order ? each : newest), serving);
}

/** The upstream's own name of a build where the document knows it, else ours. */
function publishedRevision({ params, revision }: ActiveRules): string {
  const published = params["revision"];
  return typeof published === "string" ? published : revision;
}

/** Sends a document with its validators, or 304 if the client has it already (RFC 9110 §13.1.2). */
function sendUnlessKnown(request: FastifyRequest, reply: FastifyReply, document: unknown): void {
  const digest = createHash("sha256").update(JSON.stringify(document)).digest("base64url");
  const etag = `"${digest.slice(0, 27)}"`;
  // Answers differ by key, in whichever header it came.
  const vary = "apikey, x-api-key, authorization";
  void reply.headers({ etag, vary, "cache-control": "private, no-cache" });
  const known = request.headers["if-none-match"] ?? "";
  const isKnown = known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
  void (isKnown ? reply.code(304).send() : reply.send(document));
}
