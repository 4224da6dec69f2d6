import { entriesBySubject, type Entry } from "./entries.ts";
import type { OpenApi } from "./document.ts";
import { outline, sayType } from "./outline.ts";

/** The reference as Markdown, for people and for programs that read. */
export function referenceMarkdown(document: OpenApi): string {
  const subjects = [...entriesBySubject(document)].map(([subject, entries]) =>
    [`## ${subject}\n`, ...entries.map(entryMarkdown)].join("\n"),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `### ${name}\n\n${fenced(outline(schema))}`,
  );
  return [
    "# Countersign: every endpoint\n",
    `${document.info.description}\n`,
    'Send `apikey` with every request, and `x-connection-id` with those below `/v2/access`, where a write takes `Idempotency-Key` too. Also as [OpenAPI](/openapi.json); [errors](/docs/errors.md). Typed client: `npm install` the address of [`/client.tgz`](/client.tgz), then `import { createClient } from "countersign/client"`.\n',
    ...subjects,
    "## Shapes\n",
    ...schemas,
  ].join("\n");
}

/** Where what is written, in the form of llmstxt.org. */
export function llmsText(document: OpenApi): string {
  const subjects = [...entriesBySubject(document)].map(
    ([subject, entries]) =>
      `- ${subject}: ${entries.map(({ method, path }) => `${method} ${path}`).join(", ")}`,
  );
  return [
    "# Countersign\n",
    `> ${document.info.description}\n`,
    "Every request carries an `apikey` header; those below `/v2/access` also `x-connection-id`.\n",
    "## Documentation\n",
    "- [Every endpoint](/docs.md): parameters, bodies, answers, permissions",
    "- [Errors](/docs/errors.md): codes, whose fault each is, what to do",
    "- [OpenAPI 3.1](/openapi.json): the same for programs",
    "- [Typed client](/client.tgz): a package for `npm install`, imported as `countersign/client`",
    "- [From OFAuth](/docs/from/ofauth.md), [from Fans API](/docs/from/fans-api.md): how an app moves here\n",
    "## Endpoints\n",
    ...subjects,
    "",
  ].join("\n");
}

function entryMarkdown({ method, path, operation }: Entry): string {
  const { summary, description, parameters, requestBody, responses } = operation;
  const rows = parameters
    .filter((parameter) => parameter.in !== "header")
    .map(
      ({ name, required, schema, description: meaning = "" }) =>
        `- \`${name}\`${required ? " (required)" : ""}: ${sayType(schema)}${meaning === "" ? "" : `. ${meaning}`}`,
    );
  const body = requestBody?.content?.["application/json"]?.schema;
  const good = Object.entries(responses).find(([status]) => status.startsWith("2"));
  const answer = good?.[1].content?.["application/json"]?.schema;
  return [
    `### ${method} ${path}\n`,
    `${summary}${description === undefined ? "" : ` ${description}`}\n`,
    ...(rows.length === 0 ? [] : [`${rows.join("\n")}\n`]),
    ...(body === undefined ? [] : [`Body:\n\n${fenced(outline(body))}`]),
    answer === undefined
      ? `Answers ${good?.[0] ?? "200"}.\n`
      : `Answers ${good?.[0] ?? ""}:\n\n${fenced(outline(answer))}`,
  ].join("\n");
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\`\n`;
}
