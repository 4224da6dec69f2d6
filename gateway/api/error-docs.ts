import { ERRORS, type ErrorCode } from "../error-table.ts";
import { GatewayError } from "../errors.ts";
import type { ControlApp } from "./control-plane.ts";
import { escapeHtml, sendPage } from "./page.ts";

const introduction =
  "Every error the gateway itself makes is an `application/problem+json` document. Match on `code`; " +
  "`source` says whose fault it is; with `retryable` the same request may succeed when sent again.";

/** `GET /docs/errors`, as a page and as Markdown: what the `type` of a problem means. */
export function errorDocsRoutes(app: ControlApp): void {
  const page = errorTableHtml();
  const markdown = errorTableMarkdown();
  app.get("/docs/errors", (_request, reply) => sendPage(reply, "Errors", page));
  app.get("/docs/errors.md", (_request, reply) =>
    reply.header("content-type", "text/markdown; charset=utf-8").send(markdown),
  );
  // A `type` is a relative reference: against `/docs/errors/` it resolves to here.
  app.get<{ Params: { code: string } }>("/docs/errors/:code", (request, reply) => {
    const { code } = request.params;
    if (!Object.hasOwn(ERRORS, code))
      throw new GatewayError("RESOURCE_NOT_FOUND", "There is no error of that code.");
    return reply.redirect(`/docs/errors#${code}`);
  });
}

/** The error table as Markdown. */
export function errorTableMarkdown(): string {
  const rows = errorRows().map(
    ({ code, status, source, meaning, retryable, remedy }) =>
      `| ${code} | ${status} | ${source} | ${meaning} | ${retryable} | ${remedy} |`,
  );
  return [
    "# Errors\n",
    `${introduction}\n`,
    "| code | status | source | meaning | retryable | what to do |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function errorTableHtml(): string {
  const rows = errorRows().map(
    ({ code, status, source, meaning, retryable, remedy }) =>
      `<tr id="${code}"><td><code>${code}</code><td>${status}<td>${source}` +
      `<td>${escapeHtml(meaning)}<td>${retryable}<td>${escapeHtml(remedy)}`,
  );
  return (
    `<p>${escapeHtml(introduction)} <a href="/docs/errors.md">As Markdown</a>.</p>` +
    "<table><thead><tr><th>code<th>status<th>source<th>meaning<th>retryable<th>what to do</thead>" +
    `<tbody>${rows.join("")}</tbody></table>`
  );
}

function errorRows() {
  return (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
    const { status, source, title, retryable, remedy } = ERRORS[code];
    return { code, status, source, meaning: title, retryable: retryable ? "yes" : "no", remedy };
  });
}
