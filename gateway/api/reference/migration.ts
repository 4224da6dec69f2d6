import { readFile } from "node:fs/promises";
import type { ControlApp } from "../control-plane.ts";

/** Where each page is, and whether a table of routes belongs to it. */
const PAGES = [
  { name: "ofauth", hasRoutes: false },
  { name: "fans-api", hasRoutes: true },
] as const;

/** `GET /docs/from/ofauth.md` and `/docs/from/fans-api.md`: how an app moves here. */
export function migrationRoutes(app: ControlApp): void {
  for (const { name, hasRoutes } of PAGES)
    app.get(`/docs/from/${name}.md`, async (_request, reply) => {
      const text = await readFile(fileOf(`${name}.md`), "utf8");
      const table = hasRoutes ? routesTable(await movedRoutes(name)) : "";
      return reply.header("content-type", "text/markdown; charset=utf-8").send(text + table);
    });
}

/** Another gateway's routes, each with the one here that does the same. */
export async function movedRoutes(name: string): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readFile(fileOf(`${name}.json`), "utf8")) as Record<string, string>;
}

function routesTable(routes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(routes).map(([theirs, ours]) => `| \`${theirs}\` | \`${ours}\` |\n`);
  return `\n| Fans API | here |\n| --- | --- |\n${rows.join("")}`;
}

function fileOf(name: string): URL {
  return new URL(`migration/${name}`, import.meta.url);
}
