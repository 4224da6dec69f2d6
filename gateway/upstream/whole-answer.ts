import type { IncomingMessage } from "node:http";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Sending } from "../http/transport.ts";
import { upstreamFailure } from "../http/upstream-head.ts";

/**
 * What `read` makes of an answer, all of it within a time.
 * @throws GatewayError `UPSTREAM_TIMEOUT`, or what transport or `read` failed with.
 */
export async function wholeAnswer<T>(
  clock: Clock,
  sending: Sending,
  timeoutMs: number,
  read: (message: IncomingMessage) => Promise<T>,
): Promise<T> {
  let tooLate: GatewayError | undefined;
  const timer = clock.setTimeout(() => {
    tooLate = new GatewayError("UPSTREAM_TIMEOUT", `No whole answer within ${timeoutMs} ms.`);
    sending.abort(tooLate);
  }, timeoutMs);
  try {
    return await read(await sending.head);
  } catch (error) {
    throw tooLate ?? upstreamFailure(error);
  } finally {
    clock.clearTimeout(timer);
  }
}

/** A body in memory. @throws GatewayError `UPSTREAM_INVALID` with `tooLarge` for one over `maxBytes`. */
export async function readAll(
  message: IncomingMessage,
  maxBytes: number,
  tooLarge: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop destroys the message and with it the connection.
    if (length > maxBytes) throw new GatewayError("UPSTREAM_INVALID", tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
