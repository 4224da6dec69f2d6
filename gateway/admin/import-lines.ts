import type { Readable } from "node:stream";
import { GatewayError } from "../errors.ts";

const newline = 0x0a;

/** One line of a stream; `bytes` is missing where it was longer than allowed. */
export interface Line {
  /** Its place in the stream, from 1. */
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

/** The lines of a stream as they come, empty ones left out; what is too long is dropped as it arrives. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length > maxBytes) parts = [];
    else parts.push(part);
  };
  const take = (): Line => {
    const bytes = length > maxBytes ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { number: ++number, bytes };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(newline, from);
      if (end === -1) break;
      add(chunk.subarray(from, end));
      from = end + 1;
      const line = take();
      if (!isBlank(line)) yield line;
    }
    add(chunk.subarray(from));
  }
  const last = take();
  if (!isBlank(last)) yield last;
}

/**
 * The body of a request as it comes. What is left of it when it is left is read and dropped: the next request follows it.
 * @throws GatewayError `CLIENT_CLOSED` if it breaks off.
 */
export async function* chunksOf(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (cause) {
    throw new GatewayError("CLIENT_CLOSED", "The rows broke off.", { cause });
  } finally {
    body.resume();
  }
}

function isBlank({ bytes }: Line): boolean {
  return bytes?.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09) === true;
}
