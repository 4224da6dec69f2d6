import { escapeHtml } from "../page.ts";
import { entriesBySubject, type Entry } from "./entries.ts";
import type { OpenApi } from "./document.ts";
import { fieldsOf, outline, sayType } from "./outline.ts";
import type { JsonSchema } from "./schemas.ts";

/** The reference as the content of a page: a list of contents, every operation, every named schema. */
export function referenceHtml(document: OpenApi): string {
  const subjects = [...entriesBySubject(document)];
  const contents = subjects
    .map(([subject]) => `<a href="#${escapeHtml(subject)}">${escapeHtml(subject)}</a>`)
    .join(" · ");
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `<h3 id="${name}">${name}</h3><pre>${code(outline(schema))}</pre>`,
  );
  return (
    `<p>${escapeHtml(document.info.description)}</p>` +
    '<p>The same as <a href="/openapi.json">OpenAPI 3.1</a>, as <a href="/docs.md">Markdown</a>, and <a href="/docs/errors">the errors</a>. The typed client, <code>countersign/client</code>, is at <a href="/client.tgz">/client.tgz</a> for <code>npm install</code>. Moving here: <a href="/docs/from/ofauth.md">from OFAuth</a>, <a href="/docs/from/fans-api.md">from Fans API</a>.</p>' +
    `<p>${contents} · <a href="#shapes">shapes</a></p>` +
    subjects
      .map(
        ([subject, entries]) =>
          `<h2 id="${escapeHtml(subject)}">${escapeHtml(subject)}</h2>` +
          entries.map(entryHtml).join(""),
      )
      .join("") +
    `<h2 id="shapes">shapes</h2>${schemas.join("")}`
  );
}

function entryHtml({ method, path, operation }: Entry): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const permission = operation["x-permission"];
  const notes = [
    permission === undefined ? "" : `Permission <code>${escapeHtml(permission)}</code>.`,
    escapeHtml(description ?? ""),
  ];
  const shown = parameters.filter((parameter) => parameter.in !== "header");
  const body = schemaOf(requestBody);
  const good = Object.entries(responses).find(([status]) => status.startsWith("2"));
  const answer = schemaOf(good?.[1]);
  return (
    `<h3 id="${operationId}"><code>${method} ${escapeHtml(path)}</code></h3>` +
    `<p>${escapeHtml(summary)} ${notes.filter((note) => note !== "").join(" ")}</p>` +
    fieldTable(
      "Parameters",
      shown.map((each) => ({
        name: each.name,
        required: each.required,
        schema: { ...each.schema, ...(each.description && { description: each.description }) },
      })),
    ) +
    (body === undefined ? "" : bodyHtml(body)) +
    (answer === undefined
      ? `<p>Answers ${good?.[0] ?? "200"}.</p>`
      : `<p>Answers ${good?.[0] ?? ""}:</p><pre>${code(outline(answer))}</pre>`)
  );
}

function bodyHtml(body: JsonSchema): string {
  return body.properties === undefined
    ? `<p>Body:</p><pre>${code(outline(body))}</pre>`
    : fieldTable("Body", fieldsOf(body));
}

function fieldTable(
  title: string,
  fields: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: JsonSchema;
  }[],
): string {
  if (fields.length === 0) return "";
  const rows = fields.map(
    ({ name, required, schema }) =>
      `<tr><td><code>${code(name)}</code>${required ? " *" : ""}<td>${code(sayType(schema))}<td>${escapeHtml(schema.description ?? "")}`,
  );
  return `<table><thead><tr><th>${title}<th>type<th>meaning</thead><tbody>${rows.join("")}</tbody></table>`;
}

function schemaOf(
  part: Entry["operation"]["requestBody"] | Entry["operation"]["responses"][string],
) {
  return part?.content?.["application/json"]?.schema;
}

/** Text that is code throughout: backquotes have no meaning in it. */
function code(text: string): string {
  return escapeHtml(text.replaceAll("`", "'"));
}
