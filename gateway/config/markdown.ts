import type { JsonSchema } from "./json-schema.ts";

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A table of the settings a schema describes, inner ones included. */
export function fieldTable(schema: JsonSchema): string {
  return table(["setting", "default", "meaning"], fieldRows(schema, ""));
}

function fieldRows(schema: JsonSchema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const [name, inner] = unfold(`${prefix}${key}`, field);
    const notes = [field.description ?? "", field.restart === true ? "Needs a restart." : ""];
    const own = [`\`${name}\``, standard(field), notes.filter((note) => note !== "").join(" ")];
    return [own, ...fieldRows(inner, `${name}.`)];
  });
}

/** The name with `[]` or `.<name>` for what a list or record holds, and the schema of that. */
function unfold(name: string, schema: JsonSchema): [string, JsonSchema] {
  const [record] = Object.values(schema.patternProperties ?? {});
  if (record !== undefined) return unfold(`${name}.<name>`, record);
  if (schema.items?.properties !== undefined) return unfold(`${name}[]`, schema.items);
  return [name, schema];
}

function standard({ default: value, properties }: JsonSchema): string {
  if (value === undefined || properties !== undefined) return "";
  const text = JSON.stringify(value);
  return text.length > 60 ? "as in `config/gateway.json`" : `\`${text}\``;
}

/** A page with what stands between `<!-- name -->` and `<!-- /name -->` replaced. @throws Error without those marks. */
export function replaceBlock(page: string, name: string, block: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  if (from < 0 || to < from) throw new Error(`The page has no ${open} … ${close}.`);
  const ignored = `<!-- prettier-ignore-start -->\n\n${block}\n\n<!-- prettier-ignore-end -->`;
  return `${page.slice(0, from + open.length)}\n\n${ignored}\n\n${page.slice(to)}`;
}
