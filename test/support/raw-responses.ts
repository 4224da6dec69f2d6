/** One answer as it stood on the wire; interim ones (1xx) are answers of their own. */
export interface RawResponse {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  /** Name and value of every field line, in order, as written. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The payload, chunk framing removed. */
  readonly body: Buffer;
  /** Field lines after the last chunk. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
  /** Whether the framing says that nothing is missing; a body that ends with the connection never is. */
  readonly complete: boolean;
}

type Fields = (readonly [name: string, value: string])[];
interface Body {
  readonly body: Buffer;
  readonly trailers: Fields;
  readonly complete: boolean;
  readonly end: number;
}

/**
 * Reads all answers in `bytes`, leniently: what cannot be read ends the list. `methods` are those
 * of the requests in order, because the answer to a HEAD has no body (RFC 9112 §6.3).
 */
export function parseResponses(bytes: Buffer, methods: readonly string[] = []): RawResponse[] {
  const responses: RawResponse[] = [];
  let offset = 0;
  let answered = 0;
  while (offset < bytes.length) {
    const headEnd = bytes.indexOf("\r\n\r\n", offset, "latin1");
    if (headEnd < 0) break;
    const [statusLine = "", ...lines] = bytes.toString("latin1", offset, headEnd).split("\r\n");
    const parts = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/.exec(statusLine);
    if (!parts) break;
    const status = Number(parts[2]);
    const fields = lines.map(parseField);
    const hasNoBody = status < 200 || status === 204 || status === 304;
    const start = headEnd + 4;
    const { end, ...rest } =
      hasNoBody || methods[answered] === "HEAD"
        ? { body: Buffer.alloc(0), trailers: [], complete: true, end: start }
        : readBody(bytes, start, fields);
    if (status >= 200) answered += 1;
    responses.push({ version: parts[1] ?? "", status, reason: parts[3] ?? "", fields, ...rest });
    offset = end;
  }
  return responses;
}

/** The answers that are not interim. */
export function finalResponses(bytes: Buffer, methods: readonly string[] = []): RawResponse[] {
  return parseResponses(bytes, methods).filter(({ status }) => status >= 200);
}

/** The value of a field, several lines joined as RFC 9110 §5.3 says. */
export function field(
  response: Pick<RawResponse, "fields"> | undefined,
  name: string,
): string | undefined {
  const values = (response?.fields ?? []).filter(([key]) => key.toLowerCase() === name);
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(", ");
}

function parseField(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function readBody(bytes: Buffer, start: number, fields: Fields): Body {
  if (field({ fields }, "transfer-encoding")?.toLowerCase() === "chunked") {
    return readChunks(bytes, start);
  }
  const length = field({ fields }, "content-length");
  if (length === undefined) {
    return { body: bytes.subarray(start), trailers: [], complete: false, end: bytes.length };
  }
  const end = Math.min(start + Number(length), bytes.length);
  const complete = start + Number(length) <= bytes.length;
  return { body: bytes.subarray(start, end), trailers: [], complete, end };
}

function readChunks(bytes: Buffer, start: number): Body {
  const chunks: Buffer[] = [];
  let offset = start;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", offset, "latin1");
    const size = lineEnd < 0 ? NaN : parseInt(bytes.toString("latin1", offset, lineEnd), 16);
    if (Number.isNaN(size)) break;
    if (size === 0) {
      const end = bytes.indexOf("\r\n\r\n", lineEnd, "latin1");
      if (end < 0) break;
      const lines = bytes.toString("latin1", lineEnd + 2, Math.max(end, lineEnd + 2)).split("\r\n");
      const trailers = lines.filter((line) => line !== "").map(parseField);
      return { body: Buffer.concat(chunks), trailers, complete: true, end: end + 4 };
    }
    chunks.push(bytes.subarray(lineEnd + 2, Math.min(lineEnd + 2 + size, bytes.length)));
    offset = lineEnd + 2 + size + 2;
    if (offset > bytes.length) break;
  }
  return { body: Buffer.concat(chunks), trailers: [], complete: false, end: bytes.length };
}
