import { definePlugin, GatewayError, Type, type Exchange } from "../gateway/chain/plugin.ts";
import type { LimitVerdict } from "../gateway/limits/limits.ts";
import "./auth.ts";
import "./session.ts";

const bucket = (description: string) =>
  Type.Optional(
    Type.Object(
      {
        perMinute: Type.Integer({ minimum: 1, description: "Requests a minute in the long run." }),
        burst: Type.Optional(
          Type.Integer({ minimum: 1, description: "Requests at once; `perMinute` if left out." }),
        ),
      },
      { additionalProperties: false, description },
    ),
  );

const environment = (maxConcurrent: number, description: string) =>
  Type.Object(
    {
      maxConcurrent: Type.Integer({
        minimum: 0,
        default: maxConcurrent,
        description: "Exchanges of one organization under way at once; 0 for any number.",
      }),
      app: bucket("One bucket for each app; unlimited if left out."),
      connection: bucket("One bucket for each connection; unlimited if left out."),
    },
    { additionalProperties: false, default: {}, description },
  );

interface Bucket {
  readonly perMinute: number;
  readonly burst?: number;
}

export default definePlugin({
  name: "rate-limit",
  summary:
    "Limits how fast an app calls, how fast a connection is used and how much an organization does at once, with `x-ratelimit-*` on every answer.",
  config: Type.Object({
    live: environment(50, "Limits in the live environment."),
    sandbox: environment(0, "Limits in the sandbox."),
  }),
  requires: ["caller", "connection"],
  setup: (config, { services }) => {
    const entered = new WeakMap<Exchange, string>();

    function enter(exchange: Exchange, key: string, max: number): void {
      if (max === 0) return;
      if (services.limits.enter(key, max)) {
        entered.set(exchange, key);
        return;
      }
      exchange.answerHeaders["retry-after"] = "1";
      throw new GatewayError(
        "RATE_LIMIT_EXCEEDED",
        `This organization has ${max} requests under way, which is all it may.`,
        { reason: "concurrency", retryAfterSeconds: 1 },
      );
    }

    async function take(key: string, limit: Bucket | undefined): Promise<LimitVerdict | undefined> {
      if (limit === undefined) return undefined;
      const { perMinute, burst = perMinute } = limit;
      return services.limits.take(key, { perMinute, burst });
    }

    async function limit(
      answerHeaders: Record<string, string | string[]>,
      owner: string,
      appId: string,
      connectionId: string,
      { app, connection }: { readonly app?: Bucket; readonly connection?: Bucket },
    ): Promise<void> {
      const byApp = await take(`${owner} ${appId}`, app);
      // What the app's bucket refuses must not drain the connection's, which other apps share.
      const byConnection =
        byApp?.allowed === false ? undefined : await take(`${owner} ${connectionId}`, connection);
      const verdict = tighter(byApp, byConnection);
      if (verdict === undefined) return;
      answerHeaders["x-ratelimit-limit"] = `${verdict.limit}`;
      answerHeaders["x-ratelimit-remaining"] = `${verdict.remaining}`;
      answerHeaders["x-ratelimit-reset"] = `${verdict.resetSeconds}`;
      if (verdict.allowed) return;
      answerHeaders["retry-after"] = `${verdict.resetSeconds}`;
      const whose = verdict === byApp ? "this app" : "this connection";
      throw new GatewayError(
        "RATE_LIMIT_EXCEEDED",
        `The limit of ${verdict.limit} requests for ${whose} is used up for ${verdict.resetSeconds} s.`,
        { retryAfterSeconds: verdict.resetSeconds },
      );
    }

    return {
      onRequest: (exchange) => {
        const { facts, answerHeaders } = exchange;
        const { organizationId, appId, environment: name } = facts.caller;
        const limits = config[name];
        enter(exchange, `${organizationId} ${name}`, limits.maxConcurrent);
        if (limits.app === undefined && limits.connection === undefined) return undefined;
        return limit(answerHeaders, organizationId, appId, facts.connection.id, limits);
      },
      onComplete: (exchange) => {
        const key = entered.get(exchange);
        if (key === undefined) return;
        entered.delete(exchange);
        services.limits.leave(key);
      },
    };
  },
});

function tighter(
  a: LimitVerdict | undefined,
  b: LimitVerdict | undefined,
): LimitVerdict | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.allowed !== b.allowed) return a.allowed ? b : a;
  return a.remaining <= b.remaining ? a : b;
}
