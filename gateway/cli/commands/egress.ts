import type { Command } from "commander";
import type { EgressHealth } from "../../egress/health.ts";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { table } from "../table.ts";

/** The commands about outbound proxies. */
export function egressCommands(program: Command, cli: Cli): void {
  const group = program.command("egress").description("the outbound proxies");
  declare(group, cli, {
    usage: "list",
    summary: "list the outbound proxies of all pools and how they fare",
    place: "gateway",
    examples: ["egress list", "egress list --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get("/admin/egress")) as { egresses: EgressHealth[] };
      const rows = data.egresses.map(({ id, isEjected, failures }) => [
        id,
        isEjected ? "ejected" : "in use",
        failures,
      ]);
      return { text: table(["egress", "state", "failures in a row"], rows), data };
    },
  });
}
