import type { Command } from "commander";
import type { ListedEgress } from "../../admin/egress.ts";
import type { EgressTrial } from "../../egress/try-egress.ts";
import { findGateway, type AdminApi } from "../admin-api.ts";
import { declare, progressOf, type Cli } from "../command.ts";
import { EXIT } from "../command-error.ts";
import { asEnvironment } from "../environment-name.ts";
import { table } from "../table.ts";

interface TestOptions {
  readonly environment?: string;
  readonly connection?: string;
  readonly country?: string;
}

/** A dead one takes as long as a connection may: many must not wait for each other. */
const AT_ONCE = 16;

type Listed = ListedEgress & { readonly declaredAs: string };
type Trial = { readonly egressId: string } & (
  | ({ readonly ok: true } & EgressTrial)
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }
);

/** The commands about outbound proxies. */
export function egressCommands(program: Command, cli: Cli): void {
  const group = program.command("egress").description("the outbound proxies");

  declare(group, cli, {
    usage: "list",
    summary: "list the outbound proxies of all pools, how they fare and what they carry",
    place: "gateway",
    examples: ["egress list", "egress list --json"],
    run: async (_operands, options) => {
      const egresses = await list(await findGateway(cli, options));
      const rows = egresses.map((each) => [
        each.id,
        each.pool,
        each.country,
        stateOf(each),
        each.failures,
        `${each.connections}/${each.maxConnections ?? "any"}`,
        each.declaredAs,
      ]);
      const head = [
        "egress",
        "pool",
        "country",
        "state",
        "failures in a row",
        "connections",
        "declared as",
      ];
      return { text: table(head, rows), data: { egresses } };
    },
  });

  declare<TestOptions>(group, cli, {
    usage: "test [ids...]",
    summary: "go to the upstream through outbound proxies, all of them unless some are named",
    place: "gateway",
    options: [
      ["--environment <name>", "whose upstream; live if it is on"],
      ["--connection <id>", "whose credentials, where user names are the connections'"],
      ["--country <code>", "which country, where user names say it"],
    ],
    examples: ["egress test", "egress test paris-1 --connection conn_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async (named, options) => {
      const gateway = await findGateway(cli, options);
      const { environment, connection: connectionId, country } = options;
      const body = {
        environment: environment === undefined ? undefined : asEnvironment(environment),
        connectionId,
        country,
      };
      const ids = named.length > 0 ? named : (await list(gateway)).map(({ id }) => id);
      const progress = progressOf(cli, options);
      const tests: Trial[] = [];
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const some = ids.slice(from, from + AT_ONCE).map(async (id) => {
          const path = `/admin/egress/${encodeURIComponent(id)}/test`;
          return (await gateway.post(path, body)) as Trial;
        });
        tests.push(...(await Promise.all(some)));
        if (tests.length < ids.length) progress(`${tests.length} of ${ids.length} tried`);
      }
      return {
        text: table(["egress", "result", "connect ms", "TLS ms", "why"], tests.map(rowOf)),
        data: { tests },
        exitCode: tests.every(({ ok }) => ok) ? EXIT.ok : EXIT.refused,
      };
    },
  });
}

async function list(gateway: AdminApi): Promise<readonly Listed[]> {
  const data = (await gateway.get("/admin/egress")) as { readonly egresses: Listed[] };
  return data.egresses;
}

function rowOf(trial: Trial) {
  return trial.ok
    ? [trial.egressId, "ok", trial.connectMs, trial.tlsMs]
    : [trial.egressId, trial.error.code, undefined, undefined, trial.error.message];
}

function stateOf({ isEjected, limitedUntil }: Listed): string {
  if (isEjected) return "ejected";
  return limitedUntil === null ? "in use" : `limited until ${limitedUntil}`;
}
