import type { Command } from "commander";
import type { Config } from "../../config/schema.ts";
import type { Readiness, RulesStanding } from "../../observe/readiness.ts";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli, type PlaceOptions } from "../command.ts";
import { EXIT, toFailure, type ExitCode } from "../command-error.ts";
import { checkCanaries } from "../doctor/canary.ts";
import { fine, type Finding } from "../doctor/finding.ts";
import { checkDataFolder, checkMasterKey, checkNode } from "../doctor/machine.ts";
import { checkClock, checkRulesAge, readRulesOnDisk } from "../doctor/rules.ts";
import { checkConnection } from "../doctor/connection.ts";
import { checkEgress, checkFeeds, checkReadiness } from "../doctor/running.ts";
import { readHandOut } from "../hand-out.ts";
import { configFile, loadWhole } from "../read-config.ts";
import { table } from "../table.ts";

interface DoctorOptions extends PlaceOptions {
  readonly connection?: string;
}

/** The command that looks at everything and says what to do. */
export function doctorCommand(program: Command, cli: Cli): void {
  declare<DoctorOptions>(program, cli, {
    usage: "doctor",
    summary:
      "check machine, configuration, folders, key, rules and the running gateway (exit code 2 if anything fails, 3 if only the gateway is not running)",
    place: "gateway",
    options: [
      ["--connection <id>", "go this connection's way too: its proxy, signed out, then one read"],
    ],
    examples: ["doctor --json", "doctor --connection conn_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async (_operands, options) => {
      const findings = await examine(cli, options);
      const rows = findings.flatMap(({ check, verdict, found, remedy }) => [
        [check, verdict, found],
        ...(remedy === undefined ? [] : [["", "", `→ ${remedy}`]]),
      ]);
      return {
        text: table(["check", "verdict", "what was found, → what to do"], rows),
        data: { findings },
        exitCode: exitCodeOf(findings),
      };
    },
  });
}

const NOT_RUNNING = "not running";

async function examine(cli: Cli, options: DoctorOptions): Promise<readonly Finding[]> {
  const node = checkNode(cli);
  const file = configFile(cli, options);
  let config: Config;
  try {
    ({ config } = await loadWhole(cli, options));
  } catch (thrown) {
    const found = toFailure(thrown).message.split("\n")[0] ?? "";
    const remedy = "`countersign config check` says all of it.";
    return [node, { check: "configuration", verdict: "fail", found, remedy }];
  }
  const onDisk = await readRulesOnDisk(config, cli.clock);
  const { standings, findings } = await askGateway(cli, options, config);
  return [
    node,
    checkClock(onDisk, cli.clock),
    fine("configuration", file),
    checkDataFolder(config),
    checkMasterKey(config, cli),
    ...onDisk.map((rules) => checkRulesAge(rules, standings, cli.clock)),
    ...findings,
  ];
}

/** What the running gateway says of itself; that there is none is a finding too. */
async function askGateway(
  cli: Cli,
  options: DoctorOptions,
  { dataDir, server }: Config,
): Promise<{ readonly standings?: readonly RulesStanding[]; readonly findings: Finding[] }> {
  try {
    const gateway = await findGateway(cli, options);
    const readiness = (await gateway.get("/readyz")) as Readiness;
    const findings = [
      checkReadiness(readiness),
      ...checkFeeds(readiness.feeds),
      await checkEgress(gateway),
      ...(await checkCanaries(await readHandOut(dataDir), cli, server.tls?.cert)),
      ...(options.connection === undefined
        ? []
        : await checkConnection(gateway, options.connection)),
    ];
    return { standings: readiness.rules, findings };
  } catch (thrown) {
    const { exitCode, message } = toFailure(thrown);
    const isDown = exitCode === EXIT.unreachable;
    const found = isDown ? NOT_RUNNING : message;
    const remedy = isDown ? "Start it: npm start" : "Correct --data-dir or --admin-url.";
    return { findings: [{ check: "gateway", verdict: "fail", found, remedy }] };
  }
}

function exitCodeOf(findings: readonly Finding[]): ExitCode {
  const failing = findings.filter(({ verdict }) => verdict === "fail");
  if (failing.length === 0) return EXIT.ok;
  return failing.every(({ found }) => found === NOT_RUNNING) ? EXIT.unreachable : EXIT.refused;
}
