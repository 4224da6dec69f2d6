import type { Command } from "commander";
import type { EarlierInfo, GenerationInfo } from "../../admin/running.ts";
import type { Reload } from "../../config/reload.ts";
import { describeChange } from "../../declared/compare.ts";
import { liftRollback } from "../../config/history.ts";
import { dataFolder, findGateway, isHeld } from "../admin-api.ts";
import { declare, type Cli, type Outcome, type PlaceOptions } from "../command.ts";
import { EXIT } from "../command-error.ts";
import { table } from "../table.ts";

/** The command that lists the configurations that serve. */
export function generationsCommand(program: Command, cli: Cli): void {
  declare(program, cli, {
    usage: "generations",
    summary: "list the configurations that serve, and the earlier ones a rollback can go back to",
    place: "gateway",
    examples: ["generations", "generations --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get("/admin/generations")) as {
        generations: GenerationInfo[];
        earlier: EarlierInfo[];
        problems: string[];
      };
      const rows = data.generations.map(({ id, isCurrent, inFlight, startedAt, configHash }) => [
        id,
        isCurrent,
        inFlight,
        startedAt,
        configHash.slice(0, 12),
      ]);
      const list = table(["generation", "current", "in flight", "since", "hash"], rows);
      const serving = [list, ...data.problems.map((problem) => `! ${problem}`)].join("\n");
      const earlier = data.earlier
        .slice(1)
        .map(({ configHash, generation, servedAt }) => [
          configHash.slice(0, 12),
          generation,
          servedAt,
        ]);
      if (earlier.length === 0) return { text: serving, data };
      const before = table(["earlier", "generation", "served since"], earlier);
      return { text: `${serving}\n\n${before}`, data };
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
      return outcomeOf((await gateway.post(path)) as Reload, isDryRun);
    },
  });
}

/** The command that goes back, and ends having gone back. */
export function rollbackCommand(program: Command, cli: Cli): void {
  declare<{ readonly lift?: true }>(program, cli, {
    usage: "rollback [generation]",
    summary:
      "go back to an earlier configuration, by its number or hash, else to the one before; it holds, also over a restart, until the file changes",
    place: "gateway",
    options: [["--lift", "end a rollback that holds, also with the gateway stopped"]],
    examples: ["rollback", "rollback 3", "rollback 1f0c9a77be42", "rollback --lift"],
    run: async ([name], options) => {
      if (options.lift === true) return lift(cli, options);
      const gateway = await findGateway(cli, options);
      const query = name === undefined ? "" : `?to=${encodeURIComponent(name)}`;
      return outcomeOf((await gateway.post(`/admin/rollback${query}`)) as Reload, false);
    },
  });
}

async function lift(cli: Cli, options: PlaceOptions): Promise<Outcome> {
  const dataDir = await dataFolder(cli, options);
  if (options.adminUrl !== undefined || isHeld(dataDir)) {
    const gateway = await findGateway(cli, options);
    return outcomeOf((await gateway.post("/admin/rollback/lift")) as Reload, false);
  }
  const isLifted = await liftRollback(dataDir);
  const text = isLifted
    ? "Lifted: the next start serves what the configuration file says."
    : `No rollback holds in ${dataDir}.`;
  return { text, data: { lifted: isLifted } };
}

function outcomeOf(data: Reload, isDryRun: boolean): Outcome {
  const { result, generation, problems, differences = [], declared = [] } = data;
  const sentences = {
    applied: isDryRun
      ? `It would be applied; generation ${generation} goes on serving.`
      : `Applied: generation ${generation} serves now.`,
    unchanged: `Nothing has changed: generation ${generation} goes on serving.`,
    refused: `Refused: generation ${generation} goes on serving.`,
  };
  // A place alone is a setting that only a restart puts into force.
  const notes = problems.map((note) =>
    result !== "refused" && note.startsWith("/") ? `${note} takes effect after a restart.` : note,
  );
  const shown = differences
    .slice(0, MAX_SHOWN)
    .map(({ setting, a, b }) => `${setting}: ${shownAs(a)} → ${shownAs(b)}`);
  if (differences.length > MAX_SHOWN)
    shown.push(`… and ${differences.length - MAX_SHOWN} more; --json has them all`);
  const changes = [...shown, ...declared.map(describeChange)];
  return {
    text: [sentences[result], ...[...notes, ...changes].map((note) => `  ${note}`)].join("\n"),
    data,
    exitCode: result === "refused" ? EXIT.refused : EXIT.ok,
  };
}

const MAX_SHOWN = 50;

function shownAs(value: unknown): string {
  return value === undefined ? "-" : JSON.stringify(value);
}
