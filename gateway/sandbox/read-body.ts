import type { IncomingMessage } from "node:http";
import { Refusal, somethingWrong } from "./refusal.ts";

/** The whole body. @throws Refusal 413 as soon as it is longer than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on the way out: the refusal still has to be answered on this connection.
  const source: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Refusal("too-large", 413, "Request Entity Too Large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** A body's JSON object; an empty body is an empty one. @throws Refusal if it is anything else. */
export function parseObject(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw somethingWrong();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw somethingWrong();
  return value as Readonly<Record<string, unknown>>;
}
