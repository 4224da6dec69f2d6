import type { IncomingMessage, ServerResponse } from "node:http";
import { constants, gzipSync } from "node:zlib";
import { bodyOf, type Body, type Reply } from "./reply.ts";

const CHUNK_BYTES = 65_536;
const GZIP_FROM_BYTES = 1_024;

/** Writes an answer: JSON compressed where the client takes it, files in chunks as fast as the client reads. */
export function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
  // The client may have left while the answer was made; writing would then be an error.
  if (response.destroyed) return;
  const { status, headers, body } = encode(reply, request);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader("content-length", body.bytes);
  if (request.method === "HEAD") response.end();
  else if (body.bytes <= CHUNK_BYTES) response.end(body.read(0, body.bytes));
  else pump(body, response);
}

function encode(reply: Reply, request: IncomingMessage): Reply {
  const { headers, body } = reply;
  const isWorthIt =
    body !== undefined &&
    body.bytes >= GZIP_FROM_BYTES &&
    headers["content-type"]?.includes("json") === true &&
    /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  if (!isWorthIt) return reply;
  const packed = gzipSync(body.read(0, body.bytes), { level: constants.Z_BEST_SPEED });
  return {
    status: reply.status,
    headers: { ...headers, "content-encoding": "gzip", vary: "Accept-Encoding" },
    body: bodyOf(packed),
  };
}

function pump(body: Body, response: ServerResponse): void {
  let sent = 0;
  const write = (): void => {
    while (sent < body.bytes && !response.destroyed) {
      const chunk = body.read(sent, Math.min(CHUNK_BYTES, body.bytes - sent));
      sent += chunk.length;
      if (!response.write(chunk)) return;
    }
    response.off("drain", write);
    response.end();
  };
  response.on("drain", write);
  write();
}
