import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}" +
  "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884}" +
  "code,pre{font:14px ui-monospace,monospace}pre{overflow-x:auto;padding:.8rem;background:#8881;border-radius:4px}" +
  "tr:target{background:#fd05}";

const styleHash = createHash("sha256").update(style).digest("base64");

/** Sends a page of our own: no script, nothing from elsewhere, not to be framed. */
export function sendPage(reply: FastifyReply, title: string, content: string): FastifyReply {
  return reply
    .headers({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      "referrer-policy": "no-referrer",
    })
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
        `<meta name="viewport" content="width=device-width"><style>${style}</style>` +
        `<h1>${escapeHtml(title)}</h1>${content}</html>\n`,
    );
}

/** Text as it may stand between tags; between backquotes it becomes code. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}
