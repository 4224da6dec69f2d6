import { definePlugin, GatewayError, Type } from "../gateway/chain/plugin.ts";
import type { Connection, ConnectionState, Grant } from "../gateway/connections/connection.ts";
import { classify } from "../gateway/upstream/classify.ts";
import { upstreamError } from "../gateway/upstream/upstream-error.ts";
import "./auth.ts";

declare module "../gateway/chain/plugin.ts" {
  interface Facts {
    /** The linked account: ids and state, never its secrets. */
    connection: Connection;
    /** What the calling app may do with it. */
    grant: Grant;
  }
}

const peekBytes = 65_536;

export default definePlugin({
  name: "session",
  summary:
    "Finds the linked account that `x-connection-id` names, and notices when its session has ended.",
  config: Type.Object({}),
  requires: ["caller"],
  provides: ["connection", "grant"],
  setup: (_config, { services, log }) => {
    async function mark(connection: Connection, error: GatewayError | undefined): Promise<void> {
      const state = stateAfter(error);
      if (state === undefined || connection.state === state) return;
      try {
        const reason = error?.details.upstream?.message ?? "refused by the upstream";
        await services.connections.setState(connection.id, state, reason);
      } catch (err) {
        // The answer is the caller's either way; the next exchange will notice again.
        log.error({ err, connectionId: connection.id }, "a connection's state was not saved");
      }
    }

    return {
      onRequest: ({ facts, headers }) => {
        const id = headers["x-connection-id"];
        return services.connections.resolve(facts.caller, typeof id === "string" ? id : undefined);
      },
      onUpstreamRequest: ({ facts }, request) => {
        const { environment } = facts.connection;
        const origin = services.environments[environment]?.origin;
        if (origin === undefined)
          throw new GatewayError("NOT_READY", `The environment "${environment}" is switched off.`);
        request.origin = origin;
      },
      onUpstreamResponse: ({ facts }, response) => {
        if (response.status < 400) return undefined;
        return response.peek(peekBytes).then(({ bytes }) => {
          const answer = classify(response.status, response.headers, bytes);
          return mark(facts.connection, upstreamError(answer));
        });
      },
      // A plugin after this one may have turned the upstream's answer into an error already.
      onError: ({ facts }, error) => {
        if (error.details.upstream === undefined || facts.connection === undefined)
          return undefined;
        return mark(facts.connection, error);
      },
    };
  },
});

function stateAfter(error: GatewayError | undefined): ConnectionState | undefined {
  if (error?.code !== "SESSION_EXPIRED") return undefined;
  return error.details.reason === "challenged" ? "challenged" : "expired";
}
