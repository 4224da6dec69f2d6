import { definePlugin, Type } from "../gateway/chain/plugin.ts";
import "./auth.ts";
import "./session.ts";

export default definePlugin({
  name: "access-log",
  summary:
    "Writes one log line for each exchange when it has ended; no header, query or body is in it.",
  config: Type.Object({}),
  critical: false,
  reads: ["caller", "connection"],
  setup: (_config, { log }) => ({
    onComplete: (exchange, outcome) => {
      const { caller, connection } = exchange.facts;
      const { error } = outcome;
      log.info(
        {
          requestId: exchange.id,
          method: exchange.method,
          route: exchange.route.prefix,
          path: exchange.path,
          status: outcome.status,
          ending: outcome.ending,
          durationMs: tenths(outcome.durationMs),
          upstreamMs: tenths(outcome.upstreamMs),
          upstreamStatus: outcome.upstreamStatus,
          attempts: outcome.attempts,
          bytesReceived: outcome.bytesReceived,
          bytesSent: outcome.bytesSent,
          code: error?.code,
          source: error?.source,
          err: error !== undefined && error.status >= 500 ? error : undefined,
          keyId: caller?.keyId,
          appId: caller?.appId,
          connectionId: connection?.id,
        },
        "exchange",
      );
    },
  }),
});

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
