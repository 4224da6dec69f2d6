import type { Command } from "commander";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { OWNER, OWNER_FILTERS, ownerOf, type OwnerOptions } from "../owner.ts";
import { table } from "../table.ts";

interface App {
  readonly id: string;
  readonly organizationId: string;
  readonly environment: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly createdAt: string;
}

/** The commands about registered client apps. */
export function appCommands(program: Command, cli: Cli): void {
  const group = program.command("apps").description("the registered client apps");

  declare<OwnerOptions>(group, cli, {
    usage: "create <name>",
    summary: "register a client app",
    place: "gateway",
    options: OWNER,
    examples: ["apps create 'Chat console'", "apps create trial --environment sandbox"],
    run: async ([name = ""], options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post("/admin/apps", { ...ownerOf(options), name })) as App;
      return { text: `${data.id} is there, in ${data.environment}.`, data };
    },
  });

  declare<OwnerOptions>(group, cli, {
    usage: "list",
    summary: "list the apps, the oldest first",
    place: "gateway",
    options: OWNER_FILTERS,
    examples: ["apps list", "apps list --environment live --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get(`/admin/apps${queryOf(ownerOf(options))}`)) as {
        list: App[];
      };
      return { text: listing(data.list), data };
    },
  });

  declare(group, cli, {
    usage: "show <id>",
    summary: "show an app",
    place: "gateway",
    examples: ["apps show app_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get(`/admin/apps/${encodeURIComponent(id)}`)) as App;
      return { text: listing([data]), data };
    },
  });
}

function listing(apps: readonly App[]): string {
  const rows = apps.map(({ id, name, environment, organizationId, isDefault }) => [
    id,
    name,
    environment,
    organizationId,
    isDefault,
  ]);
  return table(["app", "name", "environment", "organization", "default"], rows);
}
