// An app's own site with a Link page in a frame. Register the origin once, then:
//   API_KEY=ck_… node config/examples/embed/serve.js
// The origin is registered with `PATCH /admin/apps/{appId}/link` and `{"origins":["http://localhost:3000"]}`.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

/** Answers the page, and opens a session for it. */
export async function createSite({ gateway, apiKey }) {
  const page = await readFile(new URL("./index.html", import.meta.url), "utf8");
  return createServer(async (request, response) => {
    if (request.method === "POST" && request.url === "/link") {
      const answer = await fetch(`${gateway}/v2/link/init`, {
        method: "POST",
        headers: { apikey: apiKey, "content-type": "application/json" },
        body: JSON.stringify({ mode: "embed" }),
      });
      const { url, detail } = await answer.json();
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify({ url, detail }));
      return;
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page.replaceAll("{{gateway}}", gateway));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { COUNTERSIGN_URL: gateway = "http://127.0.0.1:8080", API_KEY: apiKey } = process.env;
  const site = await createSite({ gateway, apiKey });
  site.listen(3000, "127.0.0.1", () => console.log("http://localhost:3000"));
}
