import type { Command } from "commander";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { table } from "../table.ts";

interface Organization {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly declaredAs: string | null;
  readonly createdAt: string;
}

/** The commands about who runs apps here. */
export function organizationCommands(program: Command, cli: Cli): void {
  const group = program.command("organizations").description("who runs apps here");

  declare(group, cli, {
    usage: "create <name>",
    summary: "add an organization, with a default app in each environment",
    place: "gateway",
    examples: ["organizations create 'Second agency'"],
    run: async ([name = ""], options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post("/admin/organizations", { name })) as Organization;
      return { text: `${data.id} is there.`, data };
    },
  });

  declare(group, cli, {
    usage: "rename <id> <name>",
    summary: "give an organization another name",
    place: "gateway",
    examples: ["organizations rename org_2c4f6h8k0m2p4r6t8v0x2z4B 'The agency'"],
    run: async ([id = "", name = ""], options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/organizations/${encodeURIComponent(id)}`;
      const data = (await gateway.patch(path, { name })) as Organization;
      return { text: `${data.id} is called ${data.name}.`, data };
    },
  });

  declare(group, cli, {
    usage: "list",
    summary: "list the organizations, the oldest first",
    place: "gateway",
    examples: ["organizations list"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get("/admin/organizations")) as { list: Organization[] };
      const rows = data.list.map(({ id, name, isDefault, declaredAs, createdAt }) => [
        id,
        name,
        isDefault,
        declaredAs,
        createdAt,
      ]);
      return {
        text: table(["organization", "name", "default", "declared as", "since"], rows),
        data,
      };
    },
  });
}
