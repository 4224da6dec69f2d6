import { definePlugin, GatewayError, Type } from "../gateway/chain/plugin.ts";
import type { Connection, Grant } from "../gateway/connections/connection.ts";
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
    "Finds the linked account that `x-connection-id` names, and hears from each answer whether its session still works.",
  config: Type.Object({}),
  requires: ["caller"],
  provides: ["connection", "grant"],
  setup: (_config, { services, log }) => {
    const { health } = services;

    async function hear(connection: Connection, error: GatewayError | undefined): Promise<void> {
      try {
        await health.heard(connection, error);
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
      onUpstreamResponse: ({ facts: { connection } }, response) => {
        if (response.status < 400) {
          void health.heard(connection, undefined);
          return undefined;
        }
        return response.peek(peekBytes).then(({ bytes }) => {
          const error = upstreamError(classify(response.status, response.headers, bytes));
          if (error === undefined) return undefined;
          // It passes through: nothing after this knows it for an error.
          health.errors.add(connection.id, error);
          return hear(connection, error);
        });
      },
      // A plugin after this one may have turned the upstream's answer into an error already.
      onError: ({ facts }, error) => {
        if (error.details.upstream === undefined || facts.connection === undefined)
          return undefined;
        return hear(facts.connection, error);
      },
      onComplete: ({ facts }, { error }) => {
        if (error !== undefined && facts.connection !== undefined)
          health.errors.add(facts.connection.id, error);
      },
    };
  },
});
