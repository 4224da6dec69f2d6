import { pipeline } from "node:stream/promises";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { readEntry, type AuditEntry } from "../../audit/audit-entry.ts";
import { checkChain } from "../../audit/check-chain.ts";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { asCount } from "../count.ts";
import { table } from "../table.ts";

interface Checked {
  readonly isWhole: boolean;
  readonly entries: number;
  readonly firstBrokenId: number | null;
  readonly head: string | null;
}

interface Act {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
}

/** The commands about the record of what was done. */
export function auditCommands(program: Command, cli: Cli): void {
  const group = program.command("audit").description("the record of what operators and apps did");

  declare<{ readonly limit: string }>(group, cli, {
    usage: "list",
    summary: "list what was done, the newest first",
    place: "gateway",
    options: [["--limit <number>", "how many acts, 1000 at most", "20"]],
    examples: ["audit list", "audit list --limit 100 --json"],
    run: async (_operands, { limit, ...options }) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get(
        `/admin/audit${queryOf({ limit: String(asCount(limit)) })}`,
      )) as { list: Act[] };
      const rows = data.list.map(({ at, actor, action, target, outcome }) => [
        at,
        actor,
        action,
        target,
        outcome,
      ]);
      return { text: table(["when", "who", "did", "to", "outcome"], rows), data };
    },
  });

  declare(group, cli, {
    usage: "export <file>",
    summary: "write the whole record into a new file as JSONL, the oldest entry first",
    place: "gateway",
    examples: ["audit export /backups/audit-2026-11-24.jsonl"],
    run: async ([file = ""], options) => {
      const gateway = await findGateway(cli, options);
      const headers = { accept: "application/jsonl" };
      const record = await gateway.open("/admin/audit", { headers });
      const copy = createWriteStream(file, { flags: "wx", mode: 0o600 });
      await pipeline(record, copy).catch((cause: unknown) => {
        const { code = "unknown reason" } = cause as NodeJS.ErrnoException;
        throw new CommandError(EXIT.refused, `${file} cannot be written: ${code}.`, cause);
      });
      const { entries, head } = (await gateway.get("/admin/audit/check")) as Checked;
      return { text: `${file} holds the record.`, data: { file, entries, head } };
    },
  });

  declare(group, cli, {
    usage: "verify <file>",
    summary:
      "go through an export, without a gateway: exit code 2 if an entry is not as it was written; its head must be that of an entry of the record",
    place: "none",
    examples: ["audit verify /backups/audit-2026-11-24.jsonl"],
    run: async ([file = ""]) => {
      const { firstBrokenId, entries, head } = await checkChain(entriesIn(file));
      const isWhole = firstBrokenId === undefined;
      return {
        text: verdict(isWhole, entries, firstBrokenId, head),
        data: { isWhole, entries, firstBrokenId: firstBrokenId ?? null, head: head ?? null },
        exitCode: isWhole ? EXIT.ok : EXIT.refused,
      };
    },
  });

  declare(group, cli, {
    usage: "check",
    summary:
      "go through the record: exit code 2 if an entry is not as it was written; compare entries and head with those of an export to see whether its end was cut",
    place: "gateway",
    examples: ["audit check", "audit check --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get("/admin/audit/check")) as Checked;
      const { isWhole, entries, firstBrokenId, head } = data;
      return {
        text: verdict(isWhole, entries, firstBrokenId, head),
        data,
        exitCode: isWhole ? EXIT.ok : EXIT.refused,
      };
    },
  });
}

function verdict(
  isWhole: boolean,
  entries: number,
  firstBrokenId: number | null | undefined,
  head: string | null | undefined,
): string {
  return isWhole
    ? `All ${entries} entries are as they were written. Head: ${head ?? "none"}`
    : `Entry ${firstBrokenId ?? 0} is not as it was written, or something before it is missing.`;
}

/** The entries of an export. @throws CommandError if it cannot be read, or a line is no entry. */
async function* entriesIn(file: string): AsyncGenerator<AuditEntry> {
  let line = 0;
  try {
    for await (const text of createInterface(createReadStream(file))) {
      line++;
      yield readEntry(text);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === undefined ? `line ${line} is no entry of a record` : code;
    throw new CommandError(EXIT.refused, `${file} cannot be checked: ${why}.`, cause);
  }
}
