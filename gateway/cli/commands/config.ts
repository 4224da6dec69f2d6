import type { Command } from "commander";
import { compareLoaded } from "../../config/compare-loaded.ts";
import { explain, maskSecrets } from "../../config/explain.ts";
import type { LoadedConfig } from "../../config/load.ts";
import { leavesOf } from "../../config/pointer.ts";
import { compareDeclared, describeChange } from "../../declared/compare.ts";
import { declare, type Cli, type Outcome, type PlaceOptions } from "../command.ts";
import { compare } from "../compare-store.ts";
import { configFile, loadWhole } from "../read-config.ts";
import { table } from "../table.ts";

/** The commands about the configuration file. */
export function configCommands(program: Command, cli: Cli): void {
  const group = program.command("config").description("the configuration file");
  declare(group, cli, {
    usage: "check [file]",
    summary: "load the configuration as a start would, and say what is wrong with it",
    place: "config",
    examples: ["config check", "config check config/examples/egress.json --json"],
    run: async ([file], options) => {
      const named = naming(file, options);
      const { hash, files } = await loadWhole(cli, named);
      const checked = configFile(cli, named);
      return { text: `${checked} can be used.`, data: { file: checked, hash, files } };
    },
  });

  declare(group, cli, {
    usage: "explain [file]",
    summary: "list every setting with its value and where it comes from; secrets are ***",
    place: "config",
    examples: ["config explain", "config explain config/examples/egress.json --json"],
    run: async ([file], options) => {
      const loaded = await loadWhole(cli, naming(file, options));
      const settings = [...leavesOf(maskSecrets(loaded))].map(([setting, value]) => ({
        setting,
        value,
        origin: originOf(loaded, setting),
      }));
      return { text: explain(loaded), data: { settings } };
    },
  });

  declare(group, cli, {
    usage: "diff [a] [b]",
    summary:
      "list the settings that two configuration files give different values; with one file or none, what it declares against what the store has",
    place: "gateway",
    examples: [
      "config diff",
      "config diff next.json --json",
      "config diff config/gateway.json config/examples/live.json",
    ],
    run: async ([a, b], options) => {
      if (a === undefined || b === undefined) return diffStore(cli, naming(a, options));
      const [before, after] = [
        await loadWhole(cli, naming(a, options)),
        await loadWhole(cli, naming(b, options)),
      ];
      const differences = compareLoaded(before, after);
      const declared = compareDeclared(before.config.declared, after.config.declared);
      const rows = differences.map((each) => [each.setting, text(each.a), text(each.b)]);
      const shown = rows.length === 0 ? "They are the same." : table(["setting", a, b], rows);
      const acts = declared.map((change) => `\nfrom ${a} to ${b}: ${describeChange(change)}`);
      return { text: [shown, ...acts].join(""), data: { differences, declared } };
    },
  });
}

/** Compares what a file declares with the store, through the gateway that runs on it if one does. */
async function diffStore(cli: Cli, options: PlaceOptions): Promise<Outcome> {
  const { config } = await loadWhole(cli, options);
  const file = configFile(cli, options);
  const data = await compare(cli, options, config);
  const lines = [
    ...data.declared.map((change) => `${file} would ${describeChange(change)}`),
    ...data.missing.map(({ egressId, connections }) => {
      return `${connections} connections are kept on ${egressId}, which no pool of ${file} has`;
    }),
  ];
  const nothing = `The store has all that ${file} declares, and nothing that it no longer does.`;
  return { text: lines.length === 0 ? nothing : lines.join("\n"), data };
}

function naming(file: string | undefined, options: PlaceOptions): PlaceOptions {
  return file === undefined ? options : { ...options, config: file };
}

function originOf({ origins }: LoadedConfig, setting: string): string {
  const inner = [...origins.keys()].find((place) => place.startsWith(`${setting}/`));
  return origins.get(setting) ?? (inner && origins.get(inner)) ?? "default";
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
