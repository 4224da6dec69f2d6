import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import type { AnyPlugin } from "../../chain/plugin.ts";
import { closed, type JsonSchema } from "../../config/json-schema.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { newPlugin } from "../new-plugin.ts";
import { configFile, withPluginLoader } from "../read-config.ts";
import { table } from "../table.ts";
import { tryPlugin, type Tried } from "../try-plugin.ts";

/** The commands about operators' plugins. */
export function pluginCommands(program: Command, cli: Cli): void {
  const group = program.command("plugins").description("plugins of your own");

  declare<{ readonly with?: string }>(group, cli, {
    usage: "check <file>",
    summary: "load and set up a plugin without a gateway, and say what it is or what is wrong",
    place: "none",
    options: [["--with <file>", "JSON file with its settings"]],
    examples: [
      "plugins check config/plugins/mine.ts",
      "plugins check mine.ts --with settings.json --json",
    ],
    run: ([file = ""], options) =>
      withPluginLoader(async (loader) => {
        const settings = options.with === undefined ? undefined : await readSettings(options.with);
        const { plugin } = await loader.load(resolve(file), ".");
        const tried = await tryPlugin(plugin, settings, cli.clock);
        const isBad = tried.problems.length > 0 && !tried.lacksSettings;
        return {
          text: describe(plugin, tried),
          data: { ...described(plugin), ...tried },
          exitCode: isBad ? EXIT.refused : EXIT.ok,
        };
      }),
  });

  declare<{ readonly dir?: string }>(group, cli, {
    usage: "new <name>",
    summary: "write a plugin that works, to be changed",
    place: "config",
    options: [["--dir <folder>", "where to; `plugins` beside the configuration file unless given"]],
    examples: ["plugins new greeting", "plugins new greeting --dir ."],
    run: async ([name = ""], options) => {
      if (!/^[a-z][a-z0-9-]{0,62}$/.test(name))
        throw new CommandError(EXIT.refused, "A name is lower-case letters, digits and hyphens.");
      const config = configFile(cli, options);
      const folder = options.dir ?? join(dirname(config), "plugins");
      const file = join(folder, `${name}.ts`);
      await writeNew(file, newPlugin(name));
      const use = useFrom(config, file);
      return {
        text: [
          `${file} is written. Try it:`,
          "",
          `  countersign plugins check ${file}`,
          "",
          `Then name it in a chain of ${config}, after "metrics" for instance; it is taken at once:`,
          "",
          `  { "use": ${JSON.stringify(use)} }`,
        ].join("\n"),
        data: { file, config, use },
      };
    },
  });
}

function describe(plugin: AnyPlugin, { hooks, problems, lacksSettings }: Tried): string {
  const { name, summary, settings, requires, provides, critical } = described(plugin);
  const list = (items: readonly string[]) => (items.length === 0 ? "nothing" : items.join(", "));
  const lines = [
    summary === "" ? name : `${name}: ${summary}`,
    "",
    `hooks     ${hooks === undefined ? "not known" : list(hooks)}`,
    `requires  ${list(requires)}`,
    `provides  ${list(provides)}`,
    `critical  ${critical ? "yes" : "no"}`,
  ];
  if (settings.length > 0)
    lines.push(
      "",
      table(
        ["setting", "type", "default", "meaning"],
        settings.map((each) => [
          each.setting,
          each.type,
          each.default === undefined ? undefined : JSON.stringify(each.default),
          each.description,
        ]),
      ),
    );
  if (problems.length > 0) lines.push("", ...problems.map((problem) => `! ${problem}`));
  if (lacksSettings) lines.push("Give it settings to see its hooks: --with <file>.");
  return lines.join("\n");
}

function described(plugin: AnyPlugin) {
  const { name, requires = [], provides = [], critical = true } = plugin;
  // Plain JavaScript may leave the sentence out.
  const summary = (plugin as { readonly summary?: string }).summary ?? "";
  const { properties } = closed(plugin.config);
  const settings = Object.entries(properties ?? {}).map(
    ([setting, field]: [string, JsonSchema]) => ({
      setting,
      type: field.type,
      default: field.default,
      description: field.description,
    }),
  );
  return { name, summary, settings, requires, provides, critical };
}

async function readSettings(file: string): Promise<object> {
  const value: unknown = await readFile(file, "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  if (typeof value === "object" && value !== null) return value;
  throw new CommandError(EXIT.refused, `${file} holds no JSON object.`);
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST";
    const why = isThere ? "is there already" : "cannot be written";
    throw new CommandError(EXIT.refused, `${file} ${why}. Choose another name or --dir.`, cause);
  }
}

/** The path from the configuration file, as a chain names it. */
function useFrom(config: string, file: string): string {
  const path = relative(dirname(resolve(config)), resolve(file)).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}
