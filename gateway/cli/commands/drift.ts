import type { Command } from "commander";
import type { DriftReport } from "../../drift/drift.ts";
import { findGateway, type AdminApi } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { EXIT } from "../command-error.ts";
import { asEnvironment } from "../environment-name.ts";
import { table } from "../table.ts";

/** The commands about the form of the upstream's answers. */
export function driftCommands(program: Command, cli: Cli): void {
  const group = program.command("drift").description("changes in the upstream's answers");

  declare(group, cli, {
    usage: "list",
    summary: "list the endpoints whose answers were seen, and how many changes there are",
    place: "gateway",
    examples: ["drift list", "drift list --json"],
    run: async (_operands, options) => {
      const list = await reports(await findGateway(cli, options));
      const rows = list.map(({ environment, endpoint, samples, isLearning, changes }) => [
        environment,
        endpoint,
        samples,
        isLearning ? "learning" : "watching",
        changes.length,
      ]);
      const head = ["environment", "endpoint", "answers seen", "state", "changes"];
      return { text: table(head, rows), data: { list } };
    },
  });

  declare(group, cli, {
    usage: "show <environment> <endpoint>",
    summary: "show how one endpoint's answers changed; exits with 2 if they did",
    place: "gateway",
    examples: ['drift show live "GET /v2/access/posts"'],
    run: async ([environment = "", endpoint = ""], options) => {
      const named = new URLSearchParams({ environment: asEnvironment(environment), endpoint });
      const [report] = await reports(await findGateway(cli, options), `?${named.toString()}`);
      const rows = (report?.changes ?? []).map(({ place, kind, was, is }) => [
        place === "" ? "(the answer)" : place,
        kind,
        was.join(" or "),
        is.join(" or "),
      ]);
      return {
        text: table(["place", "change", "was", "is"], rows),
        data: report ?? null,
        exitCode: rows.length === 0 ? EXIT.ok : EXIT.refused,
      };
    },
  });

  declare(group, cli, {
    usage: "accept <environment> <endpoint>",
    summary: "take the changes of one endpoint for right from now on",
    place: "gateway",
    examples: ['drift accept live "GET /v2/access/posts"'],
    run: async ([environment = "", endpoint = ""], options) => {
      const gateway = await findGateway(cli, options);
      const body = { environment: asEnvironment(environment), endpoint };
      const data = await gateway.post("/admin/drift/accept", body);
      return { text: `${endpoint} is watched as its answers are now.`, data };
    },
  });
}

async function reports(gateway: AdminApi, query = ""): Promise<readonly DriftReport[]> {
  const data = (await gateway.get(`/admin/drift${query}`)) as { readonly list: DriftReport[] };
  return data.list;
}
