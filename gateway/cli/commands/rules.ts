import type { Command } from "commander";
import type { EnvironmentName } from "../../environments.ts";
import type { FeedView } from "../../admin/feed-view.ts";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { EXIT } from "../command-error.ts";
import { asEnvironment } from "../environment-name.ts";
import { judgeRules, type Judgement } from "../judge-rules.ts";
import { loadSettings } from "../read-config.ts";
import { duration, table } from "../table.ts";
import { rulesEndorseCommand } from "./rules-endorse.ts";
import { rulesSignCommand } from "./rules-sign.ts";

/** The commands about signing rules. */
export function rulesCommands(program: Command, cli: Cli): void {
  const group = program.command("rules").description("the signing rules");

  declare<{ readonly environment: string }>(group, cli, {
    usage: "check <files...>",
    summary: "fold, check and try rules documents and schemes, without a gateway",
    place: "config",
    options: [["--environment <name>", "whose rules the documents are", "live"]],
    examples: ["rules check rules/live/*.json", "rules check downloaded.json --json"],
    run: async (files, options) => {
      const { rules } = await loadSettings(cli, options);
      const judgements = await judgeRules(files, {
        rulesDir: rules.dir,
        environment: asEnvironment(options.environment),
        clock: cli.clock,
      });
      return {
        text: judgements.map(sentence).join("\n"),
        data: { files: judgements },
        exitCode: judgements.every(({ accepted }) => accepted) ? EXIT.ok : EXIT.refused,
      };
    },
  });

  declare(group, cli, {
    usage: "list",
    summary: "list the builds of the running gateway, what is pinned and what was refused",
    place: "gateway",
    examples: ["rules list", "rules list --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get("/admin/rules")) as { environments: RulesInfo[] };
      return { text: data.environments.map(standing).join("\n\n"), data };
    },
  });

  declare(group, cli, {
    usage: "pin <environment> <revision>",
    summary: "sign with this build, over restarts too, until it is released",
    place: "gateway",
    examples: ["rules pin live 63941:6a8591ab"],
    run: async ([environment = "", revision = ""], options) => {
      const path = `/admin/rules/${asEnvironment(environment)}/pin`;
      const gateway = await findGateway(cli, options);
      const data = await gateway.post(path, { revision });
      return { text: `Pinned: ${environment} signs with ${revision} until it is released.`, data };
    },
  });

  declare(group, cli, {
    usage: "release <environment>",
    summary: "let the newest build sign again",
    place: "gateway",
    examples: ["rules release live"],
    run: async ([environment = ""], options) => {
      const path = `/admin/rules/${asEnvironment(environment)}/release`;
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post(path)) as RulesInfo;
      return { text: `Released: ${environment} signs with ${data.current ?? "nothing"}.`, data };
    },
  });

  rulesSignCommand(group, cli);
  rulesEndorseCommand(group, cli);
}

interface RulesInfo {
  readonly environment: EnvironmentName;
  readonly current: string | null;
  readonly pinned: string | null;
  readonly builds: readonly {
    readonly revision: string;
    readonly scheme: string;
    readonly builtAt: string | null;
    readonly source: string;
  }[];
  readonly bans: readonly { readonly revision: string; readonly until: string }[];
  readonly awaiting: readonly { readonly revision: string; readonly source: string }[];
  readonly feeds: readonly FeedView[];
  readonly rejections: readonly {
    readonly source: string;
    readonly place: string;
    readonly reason: string;
  }[];
}

function standing(rules: RulesInfo): string {
  const { environment, current, pinned, builds, bans, awaiting, feeds, rejections } = rules;
  const rows = builds.map(({ revision, scheme, builtAt, source }) => [
    revision,
    revision !== current ? "" : pinned === null ? "signs" : "signs, pinned",
    scheme,
    builtAt,
    source,
  ]);
  const lines = [environment, table(["revision", "use", "scheme", "built", "source"], rows)];
  if (pinned !== null && current === null)
    lines.push(`${pinned} is pinned and not here: nothing is signed.`);
  for (const { revision, until } of bans)
    lines.push(`banned: ${revision}: the upstream refused it; it may serve again at ${until}`);
  for (const { revision, source } of awaiting)
    lines.push(`waits for other feeds to agree: ${revision}: ${source}`);
  for (const { source, ageSeconds, failures, problem } of feeds) {
    const age =
      ageSeconds === null ? "never answered" : `answered ${duration(ageSeconds * 1000)} ago`;
    const trouble = failures === 0 ? "" : `, then failed ${failures} times: ${problem ?? ""}`;
    lines.push(`feed: ${source}: ${age}${trouble}`);
  }
  for (const { source, place, reason } of rejections)
    lines.push(`refused: ${source}: ${[place, reason].filter(Boolean).join(" ")}`);
  return lines.join("\n");
}

function sentence(judgement: Judgement): string {
  const { file } = judgement;
  if (!judgement.accepted)
    return `${file}: refused: ${[judgement.place, judgement.reason].filter(Boolean).join(" ")}`;
  if (judgement.kind === "scheme") return `${file}: a scheme that reproduces all its vectors`;
  const { revision, scheme, format, builtAt } = judgement;
  const built = builtAt === null ? "" : `, built ${builtAt}`;
  return `${file}: build ${revision} (scheme ${scheme}, format ${format ?? "unnamed"}${built})`;
}
