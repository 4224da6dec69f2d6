/** The bytes of an answer, readable at any place without holding them all. */
export interface Body {
  readonly bytes: number;
  readonly read: (from: number, length: number) => Buffer;
}

/** Header fields of an answer; a list is sent as one line each. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

/** An answer before it is written, so that a fault can still spoil it. */
export interface Reply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly body: Body | undefined;
}

/** A body that is already in memory. */
export function bodyOf(content: Buffer): Body {
  return {
    bytes: content.length,
    read: (from, length) => content.subarray(from, from + length),
  };
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: ReplyHeaders = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: bodyOf(Buffer.from(JSON.stringify(value))),
  };
}

/** An answer in another media type. */
export function text(
  content: string,
  contentType: string,
  status = 200,
  headers: ReplyHeaders = {},
): Reply {
  return {
    status,
    headers: { "content-type": contentType, ...headers },
    body: bodyOf(Buffer.from(content)),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: ReplyHeaders = {}): Reply {
  return { status, headers, body: undefined };
}
