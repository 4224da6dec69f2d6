import { definePlugin, GatewayError, Type } from "../gateway/chain/plugin.ts";
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

const environment = (description: string) =>
  Type.Object(
    {
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
    "Limits how fast an app calls and how fast a connection is used, with `x-ratelimit-*` on every answer.",
  config: Type.Object({
    live: environment("Limits in the live environment."),
    sandbox: environment("Limits in the sandbox."),
  }),
  requires: ["caller", "connection"],
  setup: (config, { services }) => {
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
      onRequest: ({ facts, answerHeaders }) => {
        const { organizationId, appId, environment: name } = facts.caller;
        const limits = config[name];
        if (limits.app === undefined && limits.connection === undefined) return undefined;
        return limit(answerHeaders, organizationId, appId, facts.connection.id, limits);
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
