import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";

const style =
  ":root{color-scheme:light dark;--ink:light-dark(#16202a,#e6edf1);--soft:light-dark(#4c5c69,#9fb0bb);" +
  "--ground:light-dark(#fff,#0d1217);--panel:light-dark(#f2f6f6,#171f26);--line:light-dark(#d9e1e4,#2a353e);" +
  "--accent:light-dark(#0b6b57,#62d2b9)}" +
  "body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:60rem;" +
  "margin:0 auto;padding:2.5rem 1rem 5rem}" +
  "h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.02em;margin:0 0 1rem}" +
  "h2{margin:3rem 0 0;padding-top:1.5rem;border-top:1px solid var(--line)}" +
  "h3{margin:2.5rem 0 .4rem;overflow-wrap:anywhere}h3 code{font-size:15px;font-weight:600;color:var(--accent)}" +
  "a{color:var(--accent)}p{margin:.5rem 0}" +
  "table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:15px}" +
  "td,th{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}" +
  "th{font-weight:600;color:var(--soft)}" +
  "code,pre{font:14px/1.5 ui-monospace,monospace}" +
  "pre{overflow-x:auto;padding:.8rem 1rem;background:var(--panel);border:1px solid var(--line);border-radius:8px;margin:.6rem 0}" +
  "tr:target,h3:target{background:light-dark(#fff3cf,#3a3113)}";

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
