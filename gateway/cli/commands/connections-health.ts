import type { Command } from "commander";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { listConnections, listing, type ConnectionInfo } from "../connection-list.ts";
import { table } from "../table.ts";

interface FailingConnection extends ConnectionInfo {
  readonly errors: number;
  readonly bySource: Readonly<Record<string, number>>;
  readonly byCode: Readonly<Record<string, number>>;
  readonly lastErrorAt: string;
}

interface Checked {
  readonly outcome: string;
  readonly error?: { readonly code: string; readonly detail: string };
  readonly connection: ConnectionInfo;
}

/** The commands about how linked accounts fare. */
export function connectionHealthCommands(group: Command, cli: Cli): void {
  declare(group, cli, {
    usage: "top",
    summary: "show what needs a hand: connections in trouble, and those with most errors lately",
    place: "gateway",
    examples: ["connections top", "connections top --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const { list, states } = await listConnections(gateway, {}, 20);
      const { list: failing } = (await gateway.get("/admin/connections/errors")) as {
        readonly list: readonly FailingConnection[];
      };
      const troubled = list.filter(({ state }) => state !== "active");
      const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
      const parts = [
        counts.join(", ") || "No connections.",
        ...(troubled.length === 0 ? [] : [listing(troubled)]),
        ...(failing.length === 0 ? [] : [`Errors of the last hour:\n${errorsOf(failing)}`]),
      ];
      return { text: parts.join("\n\n"), data: { list: troubled, states, errors: failing } };
    },
  });

  declare(group, cli, {
    usage: "check <id>",
    summary:
      "ask the upstream whether a connection's session works; one that does again is active again",
    place: "gateway",
    examples: ["connections check conn_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/connections/${encodeURIComponent(id)}/check`;
      const data = (await gateway.post(path)) as Checked;
      const { outcome, error, connection } = data;
      if (error !== undefined)
        throw new CommandError(
          EXIT.unreachable,
          `It could not be told: ${error.detail} (${error.code})`,
        );
      const text = `The session ${outcome === "works" ? "works" : `is ${outcome}`}; ${id} is ${connection.state}.`;
      return { text, data };
    },
  });
}

function errorsOf(list: readonly FailingConnection[]): string {
  const parts = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, count]) => `${count} ${name}`)
      .join(", ");
  const rows = list.map((each) => [
    each.id,
    each.username,
    each.state,
    String(each.errors),
    parts(each.bySource),
    parts(each.byCode),
    each.lastErrorAt,
  ]);
  return table(["connection", "account", "state", "errors", "by source", "by code", "last"], rows);
}
