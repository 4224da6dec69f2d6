import { hash } from "node:crypto";
import { readEmbed } from "../link/embed/read-embed.ts";
import type { ControlApp } from "./control-plane.ts";

/** `/link/embed.js`: the script with which an app's page shows Link pages in a frame. */
export function linkEmbedRoutes(app: ControlApp): void {
  const script = readEmbed();
  const etag = `"${hash("sha256", script, "base64url")}"`;
  app.get("/link/embed.js", (request, reply) => {
    void reply.headers({
      etag,
      "cache-control": "public, max-age=3600",
      // Loaded by pages of other sites: it is the same for all, and holds nothing of anybody's.
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    });
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    return reply.type("text/javascript; charset=utf-8").send(script);
  });
}
