import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { Reply } from "../reply.ts";
import type { AnswerFaultKind } from "./faults.ts";

/** A spoiled body carries at most this much. */
const MAX_BYTES = 1_048_576;
const PIECES = 20;

/** Writes an answer to the bare socket, spoiled as the fault says, and closes the connection. */
export async function playAnswerFault(
  kind: AnswerFaultKind,
  reply: Reply,
  socket: Socket,
  pause: { readonly clock: Clock; readonly everyMs: number },
): Promise<void> {
  const bytes = reply.body?.bytes ?? 0;
  const body = reply.body?.read(0, Math.min(bytes, MAX_BYTES)) ?? Buffer.alloc(0);
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (kind) {
    case "half-body":
      socket.write(head(reply, `content-length: ${bytes}`));
      socket.write(half);
      break;
    case "truncated-chunk":
      socket.write(head(reply, "transfer-encoding: chunked"));
      socket.write(`${body.length.toString(16)}\r\n`);
      socket.write(half);
      break;
    case "dripped-head":
      await drip(socket, Buffer.from(head(reply, `content-length: ${bytes}`)), pause);
      socket.write(body);
      break;
    case "dripped-body":
      socket.write(head(reply, `content-length: ${bytes}`));
      await drip(socket, body, pause);
      break;
  }
  socket.destroySoon();
}

function head({ status, headers }: Reply, framing: string): string {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((line) => `${name}: ${line}`),
  );
  const statusLine = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`;
  return `${[statusLine, ...fields, framing, "connection: close"].join("\r\n")}\r\n\r\n`;
}

async function drip(
  socket: Socket,
  bytes: Buffer,
  { clock, everyMs }: { readonly clock: Clock; readonly everyMs: number },
): Promise<void> {
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let from = 0; from < bytes.length && !socket.destroyed; from += size) {
    socket.write(bytes.subarray(from, from + size));
    await new Promise<void>((resolve) => clock.setTimeout(resolve, everyMs));
  }
}
