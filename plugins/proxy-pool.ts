import { definePlugin, Type } from "../gateway/chain/plugin.ts";
import type { Egress } from "../gateway/egress/egress.ts";
import { retryAfterIn } from "../gateway/upstream/classify.ts";
import "./session.ts";

declare module "../gateway/chain/plugin.ts" {
  interface Facts {
    /** Where the connection's requests leave from. */
    egress: Egress;
  }
}

export default definePlugin({
  name: "proxy-pool",
  summary:
    "Chooses each connection's outbound proxy once and keeps it; never sends directly instead of through a dead one.",
  config: Type.Object({
    pool: Type.Optional(
      Type.String({
        pool: true,
        description:
          "The pool of `egress.pools` for connections that have no proxy yet; `egress.defaultPool` unless given.",
      }),
    ),
  }),
  requires: ["connection"],
  provides: ["egress"],
  setup: (config, { services, log }) => {
    const { egresses, holdOffs, connections } = services;

    async function keep(connectionId: string, egress: Egress): Promise<void> {
      log.info({ connectionId, egressId: egress.id }, "a connection got an outbound proxy");
      await connections.setEgress(connectionId, egress.id);
    }

    return {
      onRequest: ({ facts: { connection } }) => {
        const { id, egressId, country } = connection;
        const egress = egresses.choose(egresses.pool(config.pool), id, egressId, country);
        if (egress.id === egressId) return { egress };
        return keep(id, egress).then(() => ({ egress }));
      },
      onAttempt: ({ facts }, attempt) => {
        attempt.egress = facts.egress;
      },
      onUpstreamResponse: ({ facts: { connection } }, { attempt, status, headers }) => {
        if (attempt.egress === undefined) return;
        egresses.report(attempt.egress.id, "ok");
        if (status === 429)
          holdOffs.limited(attempt.egress, connection.environment, retryAfterIn(headers));
      },
      onError: ({ facts: { egress } }, error) => {
        if (egress !== undefined && error.source === "egress") egresses.report(egress.id, "failed");
      },
    };
  },
});
