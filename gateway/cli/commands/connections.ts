import type { Command } from "commander";
import { findGateway } from "../admin-api.ts";
import { asCount } from "../count.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { listConnections, listing, type ConnectionInfo } from "../connection-list.ts";
import { OWNER_FILTERS, ownerOf, type OwnerOptions } from "../owner.ts";
import { connectionHealthCommands } from "./connections-health.ts";
import { importCommand } from "./connections-import.ts";

interface ListOptions extends OwnerOptions {
  readonly state?: string;
  readonly externalId?: string;
  readonly limit: string;
}

interface PlaceChanges {
  readonly egress?: string;
  readonly country?: string;
}

/** The commands about linked accounts. */
export function connectionCommands(program: Command, cli: Cli): void {
  const group = program.command("connections").description("the linked accounts");
  const one = (id: string) => `/admin/connections/${encodeURIComponent(id)}`;

  importCommand(group, cli);
  connectionHealthCommands(group, cli);

  declare<ListOptions>(group, cli, {
    usage: "list",
    summary: "list connections, those in trouble first",
    place: "gateway",
    options: [
      ...OWNER_FILTERS,
      ["--state <state>", "only active, awaiting_2fa, expired, challenged, paused, …"],
      ["--external-id <text>", "only what the organization calls so"],
      ["--limit <count>", "how many at most", "100"],
    ],
    examples: ["connections list --state expired", "connections list --limit 1000 --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const { state, externalId } = options;
      const filter = { ...ownerOf(options), state, externalId };
      const data = await listConnections(gateway, filter, asCount(options.limit));
      const more = data.hasMore ? "\n\nThere are more; --limit says how many to list." : "";
      return { text: listing(data.list) + more, data };
    },
  });

  declare(group, cli, {
    usage: "show <id>",
    summary: "show a connection and what apps may do with it",
    place: "gateway",
    examples: ["connections show conn_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get(one(id))) as ConnectionInfo;
      return { text: JSON.stringify(data, null, 2), data };
    },
  });

  declare<PlaceChanges>(group, cli, {
    usage: "place <id>",
    summary: "give a connection an outbound proxy or a country to leave from",
    place: "gateway",
    options: [
      ["--egress <id>", "a member of its pool; `none` has one chosen anew"],
      ["--country <code>", "such as FR; `none` for any"],
    ],
    examples: ["connections place conn_2c4f6h8k0m2p4r6t8v0x2z4B --egress paris-1 --country FR"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const { egress, country } = options;
      const orNull = (text: string | undefined) => (text === "none" ? null : text);
      const body = { egressId: orNull(egress), country: orNull(country) };
      const data = (await gateway.patch(one(id), body)) as ConnectionInfo;
      const from = data.egressId ?? "a proxy that is chosen at the next request";
      return { text: `${data.id} leaves from ${from}.`, data };
    },
  });

  for (const [act, summary] of [
    ["pause", "let a connection serve nothing until it is resumed"],
    ["resume", "let a paused connection serve again"],
  ] as const)
    declare(group, cli, {
      usage: `${act} <id>`,
      summary,
      place: "gateway",
      examples: [`connections ${act} conn_2c4f6h8k0m2p4r6t8v0x2z4B`],
      run: async ([id = ""], options) => {
        const gateway = await findGateway(cli, options);
        const data = (await gateway.post(`${one(id)}/${act}`)) as ConnectionInfo;
        return { text: `${data.id} is ${data.state}.`, data };
      },
    });

  declare<{ readonly yes?: true }>(group, cli, {
    usage: "delete <id>",
    summary: "sign a connection out and destroy its key: nothing of it can be opened again",
    place: "gateway",
    options: [["--yes", "really"]],
    examples: ["connections delete conn_2c4f6h8k0m2p4r6t8v0x2z4B --yes"],
    run: async ([id = ""], options) => {
      if (options.yes !== true)
        throw new CommandError(EXIT.refused, "This cannot be undone. Add --yes if it is meant.");
      const gateway = await findGateway(cli, options);
      await gateway.delete(one(id));
      return { text: `${id} is gone.`, data: { id, deleted: true } };
    },
  });
}
