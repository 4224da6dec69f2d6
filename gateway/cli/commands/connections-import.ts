import type { Command } from "commander";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, progressOf, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { OWNER, ownerOf, type OwnerOptions } from "../owner.ts";
import { sendRows, type RowResult } from "../send-rows.ts";

interface ImportOptions extends OwnerOptions {
  readonly app?: string;
  readonly dryRun?: true;
  readonly check?: true;
}

/** How many rows lie between two lines of progress. */
const PROGRESS_EVERY = 100;

/** The command that takes over many sessions at once. */
export function importCommand(group: Command, cli: Cli): void {
  declare<ImportOptions>(group, cli, {
    usage: "import",
    summary:
      "take over sessions from JSONL on standard input, a result for each row; broken off, it is simply run again: rows that are done stay as they are",
    place: "gateway",
    options: [
      ...OWNER,
      ["--app <id>", "the app they are granted to; the default app unless given"],
      ["--check", "keep only sessions that the upstream takes"],
      ["--dry-run", "only say what would come of it"],
    ],
    examples: [
      "connections import --dry-run < accounts.jsonl",
      "connections import --check < accounts.jsonl",
      'connections import --json < accounts.jsonl  # {"cookie","userAgent","xBc?","sessionEndsAt?","externalId?","connectionId?","egressId?","country?","permissions?","basis?"} a line',
    ],
    run: async (_operands, options) => {
      if (cli.input.isTTY === true)
        throw new CommandError(EXIT.refused, "Give the rows on standard input: … < accounts.jsonl");
      const gateway = await findGateway(cli, options);
      const isDryRun = options.dryRun === true;
      const query = queryOf({
        ...ownerOf(options),
        appId: options.app,
        check: options.check && "1",
        dryRun: options.dryRun && "1",
      });
      const progress = progressOf(cli, options);
      const rows: RowResult[] = [];
      const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
      for await (const result of sendRows(
        gateway,
        `/admin/connections/import${query}`,
        cli.input,
      )) {
        counts[result.ok ? result.result : "failed"]++;
        rows.push(result);
        if (options.json !== true) cli.print(`${sentence(result)}\n`);
        if (rows.length % PROGRESS_EVERY === 0)
          progress(`${rows.length} rows, ${counts.failed} failed`);
      }
      const { created, updated, unchanged, failed } = counts;
      const sum = `${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`;
      return {
        text: isDryRun ? `It would be: ${sum}.` : `${sum}.`,
        data: { dryRun: isDryRun, counts, rows },
        exitCode: failed === 0 ? EXIT.ok : EXIT.refused,
      };
    },
  });
}

function sentence(result: RowResult): string {
  if (!result.ok) return `row ${result.row}: ${result.error.code}: ${result.error.message}`;
  return `row ${result.row}: ${[result.result, result.connectionId].filter(Boolean).join(" ")}`;
}
