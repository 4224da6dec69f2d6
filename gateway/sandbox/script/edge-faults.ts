import type { IncomingMessage } from "node:http";
import { json, text, type Reply } from "../reply.ts";
import type { EdgeFaultKind } from "./faults.ts";

/**
 * Plays a fault of the edge: the answer to send in place of the real one, or `undefined` where the
 * connection itself is the fault.
 */
export function playEdgeFault(kind: EdgeFaultKind, request: IncomingMessage): Reply | undefined {
  switch (kind) {
    case "reset":
      request.socket.resetAndDestroy();
      return undefined;
    case "close-before-head":
      request.socket.destroy();
      return undefined;
    case "never-answers":
      request.resume();
      return undefined;
    case "early-413":
      return text("Request Entity Too Large", "text/plain", 413, { connection: "close" });
    case "rate-limited":
      return tooManyRequests();
    case "maintenance":
      return json({ error: { code: 503, message: "We are under maintenance" } }, 503);
    case "bad-gateway":
      return html(502, "Bad gateway", "The web server reported a bad gateway error.");
    case "html-block":
      return html(403, "Attention Required! | Cloudflare", "Sorry, you have been blocked");
  }
}

/** The answer to a request over the limit; without `Retry-After`, which was never seen upstream. */
export function tooManyRequests(): Reply {
  return json({ error: { code: 429, message: "Too many requests" } }, 429);
}

function html(status: number, title: string, sentence: string): Reply {
  return text(
    `<!DOCTYPE html>\n<html lang="en-US"><head><title>${title}</title></head><body><div id="cf-error-details"><h1>${sentence}</h1><p>Cloudflare Ray ID: <strong>0000000000000000</strong></p></div></body></html>\n`,
    "text/html; charset=UTF-8",
    status,
    { server: "cloudflare", "cf-ray": "0000000000000000-AMS" },
  );
}
