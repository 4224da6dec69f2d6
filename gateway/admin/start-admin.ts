import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { AccountServices } from "../account-services.ts";
import { createControlPlane } from "../api/control-plane.ts";
import type { Clock } from "../clock.ts";
import { listen } from "../http/listen.ts";
import { newId } from "../ids.ts";
import { adminApi } from "./api.ts";
import { createTokenGuard, type GuardedRequest } from "./guard.ts";
import type { AdminActions } from "./running.ts";
import type { Log } from "../observe/log.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Readiness } from "../observe/readiness.ts";

const closeGraceMs = 1_000;

/** The listener for operators and their machines. */
export interface AdminListener {
  readonly url: string;
  /** Stops listening; what is under way gets a second. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the admin listener: `/healthz`, `/readyz`, `/metrics`, and `/admin/*` behind the token.
 * @throws Error saying which setting to change if the address cannot be used.
 */
export async function startAdmin(options: {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  /** If given, `/metrics` asks for it. */
  readonly metricsToken?: string | undefined;
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  readonly ready: () => Readiness;
  readonly actions: AdminActions;
  readonly accounts: AccountServices;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<AdminListener> {
  const { host, metrics, metricsToken, ready, actions, accounts, clock, log } = options;
  const guard = createTokenGuard({ token: options.token, host, clock, log });
  const metricsGuard =
    metricsToken === undefined
      ? undefined
      : createTokenGuard({ token: metricsToken, host, clock, log });

  const plane = await createControlPlane({
    log,
    declare: (app) => {
      app.addHook("onRequest", (_request, reply, next) => {
        void reply.header("cache-control", "no-store");
        next();
      });
      app.get("/healthz", (_request, reply) => reply.type("text/plain").send("ok\n"));
      app.get("/readyz", (_request, reply) => {
        const readiness = ready();
        void reply.code(readiness.ready ? 200 : 503);
        return readiness;
      });
      app.get("/metrics", async (request, reply) => {
        metricsGuard?.assertToken(guarded(request));
        void reply.type(metrics.contentType);
        return metrics.text();
      });
      // The hook belongs to the scope, not to a text compared with the URL, which has many spellings.
      void app.register(
        (scope, _options, done) => {
          scope.addHook("onRequest", (request, _reply, next) => {
            guard.assertLocal(guarded(request));
            guard.assertToken(guarded(request));
            next();
          });
          adminApi(scope, actions, accounts);
          done();
        },
        { prefix: "/admin" },
      );
    },
  });
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      // An import of thousands of rows is read as fast as they are kept.
      requestTimeout: 900_000,
      keepAliveTimeout: 75_000,
    },
    (req, res) => {
      plane.handle(req, res, newId("req_", clock));
    },
  );
  await listen(
    server,
    options,
    (why) =>
      `The admin listener cannot use ${host}:${options.port}: ${why}. Set ADMIN_HOST or ADMIN_PORT.`,
  );
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      const timer = clock.setTimeout(() => {
        server.closeAllConnections();
      }, closeGraceMs);
      await closed;
      clock.clearTimeout(timer);
      await plane.close();
    },
  };
}

function guarded(request: {
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
}): GuardedRequest {
  const { host, origin, authorization } = request.headers;
  return { remoteAddress: request.ip, host, origin, authorization };
}
