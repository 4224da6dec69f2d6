import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply } from "fastify";
import { GatewayError } from "../../errors.ts";
import type { ControlApp } from "../control-plane.ts";

/** What the page loads: Swagger UI from its package, and our own. */
const FILES: Readonly<Record<string, { readonly at: string; readonly type: string }>> = {
  "swagger-ui.css": { at: import.meta.resolve("swagger-ui-dist/swagger-ui.css"), type: "text/css" },
  "swagger-ui-bundle.js": {
    at: import.meta.resolve("swagger-ui-dist/swagger-ui-bundle.js"),
    type: "text/javascript",
  },
  "page.css": { at: import.meta.resolve("./page/page.css"), type: "text/css" },
  "page.js": { at: import.meta.resolve("./page/page.js"), type: "text/javascript" },
};

const LINKS =
  'The same as <a href="/openapi.json">OpenAPI 3.1</a> and as <a href="/docs.md">Markdown</a>, for programs <a href="/llms.txt">llms.txt</a>; ' +
  '<a href="/docs/errors">the errors</a>. The typed client, <code>countersign/client</code>, is at <a href="/client.tgz">/client.tgz</a> for <code>npm install</code>. ' +
  'Moving here: <a href="/docs/from/ofauth.md">from OFAuth</a>, <a href="/docs/from/fans-api.md">from Fans API</a>.';

const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Countersign: every endpoint</title>' +
  '<meta name="viewport" content="width=device-width">' +
  '<link rel="stylesheet" href="/docs/page/swagger-ui.css"><link rel="stylesheet" href="/docs/page/page.css">' +
  '<script defer src="/docs/page/swagger-ui-bundle.js"></script><script type="module" src="/docs/page/page.js"></script>' +
  `<header>${LINKS}</header>` +
  '<noscript>This page needs JavaScript; <a href="/docs.md">the Markdown</a> says the same without.</noscript>' +
  '<div id="reference"></div></html>\n';

/** `GET /docs`: the reference as a page that takes everything from this gateway, and where it takes it from. */
export function referencePageRoutes(app: ControlApp): void {
  const loading = new Map<string, Promise<Loaded>>();
  app.get("/docs", (_request, reply) => sendReference(reply));
  app.get<{ Params: { file: string } }>("/docs/page/:file", async (request, reply) => {
    const { file } = request.params;
    if (!Object.hasOwn(FILES, file))
      throw new GatewayError("RESOURCE_NOT_FOUND", "The reference has no such file.");
    const { bytes, packed, etag, type } = await loaded(file, loading);
    void reply.headers({
      etag,
      vary: "accept-encoding",
      "cache-control": "public, max-age=3600",
      "cross-origin-resource-policy": "same-origin",
    });
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    void reply.type(`${type}; charset=utf-8`);
    return /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")
      ? reply.header("content-encoding", "gzip").send(packed)
      : reply.send(bytes);
  });
}

function sendReference(reply: FastifyReply): FastifyReply {
  return reply
    .headers({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        // Swagger UI's style draws its arrows from `data:`.
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    })
    .send(PAGE);
}

interface Loaded {
  readonly bytes: Buffer;
  readonly packed: Buffer;
  readonly etag: string;
  readonly type: string;
}

/** A file as it is served, read and packed when it is first asked for. */
function loaded(file: string, loading: Map<string, Promise<Loaded>>): Promise<Loaded> {
  const known = loading.get(file) ?? load(file);
  loading.set(file, known);
  // What went wrong once may go well the next time.
  known.catch(() => loading.delete(file));
  return known;
}

async function load(file: string): Promise<Loaded> {
  const { at = "", type = "" } = FILES[file] ?? {};
  const bytes = await readFile(new URL(at));
  const packed = await promisify(gzip)(bytes);
  return { bytes, packed, etag: `"${hash("sha256", bytes, "base64url")}"`, type };
}
