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
