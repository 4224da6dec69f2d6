import type { Command } from "commander";
import type { ExchangeInfo } from "../../admin/running.ts";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { duration, table } from "../table.ts";

/** The command that lists what is under way. */
export function exchangesCommand(program: Command, cli: Cli): void {
  declare(program, cli, {
    usage: "exchanges",
    summary: "list the exchanges under way, the oldest first",
    place: "gateway",
    examples: ["exchanges", "exchanges --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const { exchanges } = (await gateway.get("/admin/exchanges")) as {
        exchanges: ExchangeInfo[];
      };
      const oldestFirst = exchanges.toSorted((a, b) => b.ageMs - a.ageMs);
      const rows = oldestFirst.map(({ id, method, route, generation, ageMs }) => [
        id,
        method,
        route,
        generation,
        duration(ageMs),
      ]);
      const text =
        rows.length === 0
          ? "Nothing is under way."
          : table(["exchange", "method", "route", "generation", "age"], rows);
      return { text, data: { exchanges: oldestFirst } };
    },
  });
}
