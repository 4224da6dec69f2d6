import type { IncomingMessage, ServerResponse } from "node:http";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyTypeProvider,
  type RawServerDefault,
} from "fastify";
import type { Static, TSchema } from "typebox";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import { sendProblem, toControlError } from "./control-error.ts";
import { parseJsonBody } from "./json-body.ts";
import { createRouteTable } from "./route-table.ts";

interface TypeBoxProvider extends FastifyTypeProvider {
  readonly validator: this["schema"] extends TSchema ? Static<this["schema"]> : unknown;
  readonly serializer: this["schema"] extends TSchema ? Static<this["schema"]> : unknown;
}

/** Where routes are declared: Fastify, with TypeBox schemas typing requests and answers. */
export type ControlApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxProvider
>;

/** What a request to a control route came to, once its answer is sent. */
export interface ControlOutcome {
  readonly requestId: string;
  readonly method: string;
  /** The route's template, or `unmatched`. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** Routes that answer from the gateway itself, without a listener of their own. */
export interface ControlPlane {
  readonly handle: (req: IncomingMessage, res: ServerResponse, requestId: string) => void;
  readonly close: () => Promise<void>;
}

/** Enough for every JSON body of the control plane; a route that needs more says so. */
const bodyMaxBytes = 64 * 1024;

/**
 * A control plane with the routes that `declare` adds. Bodies are strict JSON, schemas are closed,
 * and every error, Fastify's own included, is a problem document of the one table.
 */
export async function createControlPlane(options: {
  readonly log: Log;
  readonly declare: (app: ControlApp) => void;
  readonly onOutcome?: (outcome: ControlOutcome) => void;
}): Promise<ControlPlane> {
  const { log, onOutcome } = options;
  const requestIds = new WeakMap<IncomingMessage, string>();
  const routes = createRouteTable();
  const app: ControlApp = fastify({
    bodyLimit: bodyMaxBytes,
    logger: false,
    requestIdHeader: false,
    genReqId: (req) => requestIds.get(req) ?? "",
    routerOptions: { maxParamLength: 256 },
    // Link sessions have two forms of address; a route for the shorter one would match every path.
    rewriteUrl: ({ url = "/" }) => (url.startsWith("/cs_") ? `/s${url}` : url),
    // A value of another type is refused and an unknown member too: neither is guessed or dropped.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
    frameworkErrors: (error, request, reply) => {
      void sendProblem(request, reply, toControlError(error), log);
    },
  }).withTypeProvider<TypeBoxProvider>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json(?:;|$)/,
    { parseAs: "buffer" },
    (_request, bytes: Buffer, done) => {
      try {
        // Some clients announce JSON with every request, and send none where there is none to send.
        done(null, bytes.length === 0 ? undefined : parseJsonBody(bytes));
      } catch (thrown) {
        done(toControlError(thrown));
      }
    },
  );
  app.setErrorHandler((thrown, request, reply) =>
    sendProblem(request, reply, toControlError(thrown), log),
  );
  app.setNotFoundHandler((request, reply) => {
    const allowed = routes.methodsOf(pathOf(request.url));
    if (allowed === undefined) throw new GatewayError("ROUTE_NOT_FOUND", "There is no such route.");
    void reply.header("allow", allowed);
    throw new GatewayError("METHOD_NOT_ALLOWED", `This route answers ${allowed}.`);
  });
  app.addHook("onRequest", (request, reply, next) => {
    void reply.headers({ "x-request-id": request.id, "x-content-type-options": "nosniff" });
    next();
  });
  app.addHook("onRoute", routes.add);
  if (onOutcome !== undefined) {
    app.addHook("onResponse", (request, reply, next) => {
      onOutcome({
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? "unmatched",
        status: reply.statusCode,
        durationMs: reply.elapsedTime,
      });
      next();
    });
  }
  options.declare(app);
  await app.ready();
  return {
    handle: (req, res, requestId) => {
      requestIds.set(req, requestId);
      app.routing(req, res);
    },
    close: () => app.close(),
  };
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}
