import type { AnyPlugin } from "../chain/plugin.ts";
import { ERRORS } from "../error-table.ts";
import { editorSchema } from "./editor-schema.ts";
import { closed } from "./json-schema.ts";
import { fieldTable, replaceBlock, table } from "./markdown.ts";
import { configSchema } from "./schema.ts";
import { SETTINGS } from "./settings.ts";

/** The text of every generated file by its path, given the plugins and the README as it is. */
export function generatedFiles(plugins: readonly AnyPlugin[], readme: string) {
  const withConfiguration = replaceBlock(readme, "configuration", configurationReference());
  return {
    "config/gateway.schema.json": editorSchema(),
    "plugins/README.md": pluginsPage(plugins),
    "README.md": replaceBlock(withConfiguration, "errors", errorsTable()),
  };
}

/** The configuration reference: a table for each section of the file. */
export function configurationReference(): string {
  const { properties = {} } = closed(configSchema);
  const sections = Object.entries(properties).filter(([key]) => key !== "$schema");
  const plain = sections.filter(([, schema]) => schema.properties === undefined);
  const parts = sections
    .filter(([, schema]) => schema.properties !== undefined)
    .map(
      ([key, schema]) => `### \`${key}\`\n\n${schema.description ?? ""}\n\n${fieldTable(schema)}`,
    );
  const others = Object.fromEntries(plain);
  const variables = SETTINGS.map(({ variable, option, place }) => [
    `\`${variable}\``,
    `\`--${option}\``,
    `\`${place.slice(1).replaceAll("/", ".")}\``,
  ]);
  return [
    ...parts,
    `### Chains, routes and folders\n\n${fieldTable({ properties: others })}`,
    `### Variables and options\n\n${table(["variable", "option", "setting"], variables)}`,
  ].join("\n\n");
}

/** Every error the gateway makes, as a table. */
export function errorsTable(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, source, title, remedy, retryable }]) => [
      `\`${code}\``,
      String(status),
      source,
      retryable ? "yes" : "",
      title,
      remedy,
    ],
  );
  return table(["code", "status", "source", "retryable", "meaning", "what to do"], rows);
}

/** The page about plugins, made from the plugins themselves. */
export function pluginsPage(plugins: readonly AnyPlugin[]): string {
  const sections = plugins.map((plugin) => {
    const { properties = {} } = closed(plugin.config);
    const parts = [`## ${plugin.name}`, plugin.summary, facts(plugin)];
    if (Object.keys(properties).length > 0) parts.push(fieldTable({ properties }));
    return parts.filter((part) => part !== "").join("\n\n");
  });
  return [
    "<!-- Written by `npm run docs` from the plugins themselves. -->",
    "# Plugins",
    'In a chain, name a plugin, or give it settings: `{ "use": "rate-limit", "with": { … } }`.',
    table(
      ["plugin", "what it does"],
      plugins.map(({ name, summary }) => [`[${name}](#${name})`, summary]),
    ),
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}

function facts({ requires, provides, reads, critical }: AnyPlugin): string {
  const lists = { Requires: requires, Provides: provides, "Reads if there": reads };
  const sentences = Object.entries(lists)
    .filter(([, names]) => names !== undefined && names.length > 0)
    .map(([verb, names]) => `${verb}: ${(names ?? []).map((name) => `\`${name}\``).join(", ")}.`);
  if (critical === false) sentences.push("If it fails, the exchange goes on.");
  return sentences.join(" ");
}
