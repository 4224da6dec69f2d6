import type { ControlApp } from "./control-plane.ts";
import { escapeHtml, sendPage } from "./page.ts";

const summary =
  "A self-hosted gateway for linked OnlyFans accounts: an API key and a Connection ID in, a " +
  "correctly signed upstream request out, the answer streamed back.";

const calls = [
  ["A typed endpoint", "/v2/access/self"],
  ["Any upstream path", "/v2/access/proxy/users/me"],
] as const;

/** `GET /`: what this is and how to call it, as a page for browsers and as JSON for others. */
export function frontPageRoutes(app: ControlApp): void {
  const page =
    `<p>${summary}</p>` +
    calls.map(([title, path]) => `<h2>${title}</h2><pre>${escapeHtml(curl(path))}</pre>`).join("") +
    `<p><a href="/docs">Every endpoint</a>, also as <a href="/openapi.json">OpenAPI</a></p>` +
    '<p><a href="/docs/errors">Errors and what to do about them</a></p>';
  const json = {
    name: "Countersign",
    summary,
    headers: {
      apikey: "your API key; also as X-API-Key or Authorization: Bearer",
      "x-connection-id": "the Connection ID of a linked account",
    },
    examples: calls.map(([, path]) => curl(path)),
    docs: "/docs",
    openapi: "/openapi.json",
    errors: "/docs/errors",
  };
  app.get("/", (request, reply) => {
    void reply.header("vary", "accept");
    const wantsPage = request.headers.accept?.includes("text/html") === true;
    return wantsPage ? sendPage(reply, "Countersign", page) : json;
  });
}

function curl(path: string): string {
  return `curl -H "apikey: $API_KEY" -H "x-connection-id: $CONNECTION_ID" "$COUNTERSIGN_URL${path}"`;
}
