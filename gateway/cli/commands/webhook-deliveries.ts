import type { Command } from "commander";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { table } from "../table.ts";
import { listenCommand } from "./webhooks-listen.ts";
import { webhookCommands } from "./webhooks.ts";

interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly lastResult: string | null;
}

interface RangeOptions {
  readonly since: string;
  readonly until?: string;
}

/** All commands of the group `webhooks`. */
export function webhooksGroup(program: Command, cli: Cli): void {
  const group = webhookCommands(program, cli);
  listenCommand(group, cli);

  declare<{ readonly state?: string }>(group, cli, {
    usage: "deliveries <id>",
    summary: "list what an endpoint was sent or is to be sent, the newest first",
    place: "gateway",
    options: [["--state <state>", "due, queued, parked, delivered or dead"]],
    examples: ["webhooks deliveries whep_2c4f6h8k0m2p4r6t8v0x2z4B --state dead"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const query = queryOf({ state: options.state });
      const path = `/admin/webhooks/${encodeURIComponent(id)}/deliveries${query}`;
      const data = (await gateway.get(path)) as { list: Delivery[] };
      const rows = data.list.map((delivery) => [
        delivery.id,
        delivery.type,
        delivery.state,
        delivery.attempts,
        delivery.lastResult,
        delivery.nextAttemptAt,
      ]);
      const head = ["delivery", "event", "state", "attempts", "last result", "next attempt"];
      return { text: table(head, rows), data };
    },
  });

  declare<RangeOptions>(group, cli, {
    usage: "redeliver <id>",
    summary: "send a delivery again, or to an endpoint all events of a time, sent before or not",
    place: "gateway",
    options: [
      ["--since <time>", "such as 2026-01-31T12:00:00Z", "1970-01-01T00:00:00Z"],
      ["--until <time>", "now unless given"],
    ],
    examples: [
      "webhooks redeliver whd_2c4f6h8k0m2p4r6t8v0x2z4B",
      "webhooks redeliver whep_2c4f6h8k0m2p4r6t8v0x2z4B --since 2026-11-24T08:00:00Z",
    ],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      if (id.startsWith("whd_")) {
        const one = await gateway.post(
          `/admin/webhook-deliveries/${encodeURIComponent(id)}/redeliver`,
        );
        return { text: `${id} is on its way again.`, data: one };
      }
      const path = `/admin/webhooks/${encodeURIComponent(id)}/redeliver`;
      const { since, until } = options;
      const data = (await gateway.post(path, { since, until })) as { readonly events: number };
      return { text: `${data.events} events are on their way to ${id} again.`, data };
    },
  });
}
