import type { Command } from "commander";
import { describeChange } from "../../declared/compare.ts";
import type { GenerationInfo, ReloadResult } from "../../observe/admin-routes.ts";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli, type Outcome } from "../command.ts";
import { EXIT } from "../command-error.ts";
import { table } from "../table.ts";

/** The command that lists the configurations that serve. */
export function generationsCommand(program: Command, cli: Cli): void {
  declare(program, cli, {
    usage: "generations",
    summary: "list the configurations that still serve an exchange, the running one first",
    place: "gateway",
    examples: ["generations", "generations --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get("/admin/generations")) as { generations: GenerationInfo[] };
      const rows = data.generations.map(({ id, isCurrent, inFlight, startedAt, configHash }) => [
        id,
        isCurrent,
        inFlight,
        startedAt,
        configHash.slice(0, 12),
      ]);
      return { text: table(["generation", "current", "in flight", "since", "hash"], rows), data };
    },
  });
}

/** The command that takes the configuration anew. */
export function reloadCommand(program: Command, cli: Cli): void {
  declare<{ readonly dryRun?: true }>(program, cli, {
    usage: "reload",
    summary: "take the configuration as it is on disk now",
    place: "gateway",
    options: [["--dry-run", "only say what would come of it"]],
    examples: ["reload --dry-run", "reload"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const isDryRun = options.dryRun === true;
      const path = isDryRun ? "/admin/reload?dryRun=1" : "/admin/reload";
      return outcomeOf((await gateway.post(path)) as ReloadResult, isDryRun);
    },
  });
}

/** The command that goes back. */
export function rollbackCommand(program: Command, cli: Cli): void {
  declare(program, cli, {
    usage: "rollback",
    summary: "go back to the configuration before this one, until the file changes",
    place: "gateway",
    examples: ["rollback"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      return outcomeOf((await gateway.post("/admin/rollback")) as ReloadResult, false);
    },
  });
}

function outcomeOf(data: ReloadResult, isDryRun: boolean): Outcome {
  const { result, generation, problems, declared = [] } = data;
  const sentences = {
    applied: isDryRun
      ? `It would be applied; generation ${generation} goes on serving.`
      : `Applied: generation ${generation} serves now.`,
    unchanged: `Nothing has changed: generation ${generation} goes on serving.`,
    refused: `Refused: generation ${generation} goes on serving.`,
  };
  const notes =
    result === "refused"
      ? problems
      : problems.map((place) => `${place} takes effect after a restart.`);
  const changes = declared.map(describeChange);
  return {
    text: [sentences[result], ...[...notes, ...changes].map((note) => `  ${note}`)].join("\n"),
    data,
    exitCode: result === "refused" ? EXIT.refused : EXIT.ok,
  };
}
