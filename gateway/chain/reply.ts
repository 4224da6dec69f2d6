import type { Readable } from "node:stream";
import type { Headers } from "./exchange.ts";

const brand = Symbol.for("countersign.reply");

/** An answer made here instead of upstream; a hook that returns one ends the exchange with it. */
export class Reply {
  readonly [brand] = true;

  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer | Readable;

  constructor(status: number, headers: Headers, body: Buffer | Readable) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/**
 * Makes an answer: an object becomes JSON, a string becomes text; a Buffer is sent as it is and a
 * Readable is streamed. Header names are lower-case; `content-length` of a Buffer is set by the engine.
 */
export function reply(
  status: number,
  body: Buffer | Readable | string | object = "",
  headers: Headers = {},
): Reply {
  if (Buffer.isBuffer(body) || isReadable(body)) return new Reply(status, headers, body);
  if (typeof body === "string") {
    const text =
      body === "" ? headers : { "content-type": "text/plain; charset=utf-8", ...headers };
    return new Reply(status, text, Buffer.from(body));
  }
  const json = { "content-type": "application/json; charset=utf-8", ...headers };
  return new Reply(status, json, Buffer.from(JSON.stringify(body)));
}

/** Whether a hook's result is a `Reply`, also one made by another copy of this module. */
export function isReply(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && brand in value;
}

function isReadable(value: object | string): value is Readable {
  return typeof value === "object" && "pipe" in value && "readable" in value;
}
