import { finalResponses, parseResponses, type RawResponse } from "../support/raw-responses.ts";
import { connectRaw, type RawClient } from "../support/raw-client.ts";

/** What a client got for its bytes. */
export interface Asked {
  readonly client: RawClient;
  readonly interim: readonly RawResponse[];
  readonly answers: readonly RawResponse[];
}

/** The bytes of a request; `fields` are lines such as `Range: bytes=0-1`. */
export function request(
  method: string,
  target: string,
  fields: readonly string[] = [],
  body = "",
): string {
  const length = body === "" ? [] : [`Content-Length: ${Buffer.byteLength(body, "latin1")}`];
  const lines = [`${method} ${target} HTTP/1.1`, "Host: a", ...fields, ...length, "", body];
  return lines.join("\r\n");
}

/** A GET, as bytes. */
export function get(target: string, ...fields: string[]): string {
  return request("GET", target, fields);
}

/** Sends bytes on a new connection and waits for `count` complete answers, or for the connection's end. */
export async function ask(
  port: number,
  bytes: string | Buffer,
  options: {
    readonly count?: number;
    readonly timeoutMs?: number;
    readonly methods?: string[];
  } = {},
): Promise<Asked> {
  const client = await connectRaw(port);
  await client.write(bytes);
  return hear(client, { methods: [String(bytes.slice(0, 16)).split(" ", 1)[0] ?? ""], ...options });
}

/** Waits for answers on a connection that requests were already written to. */
export async function hear(
  client: RawClient,
  options: {
    readonly count?: number;
    readonly timeoutMs?: number;
    readonly methods?: string[];
  } = {},
): Promise<Asked> {
  const { count = 1, timeoutMs, methods = [] } = options;
  const completed = (received: Buffer) =>
    finalResponses(received, methods).filter(({ complete }) => complete).length;
  await client.until((received) => completed(received) >= count, timeoutMs);
  const responses = parseResponses(client.received(), methods);
  return {
    client,
    interim: responses.filter(({ status }) => status < 200),
    answers: responses.filter(({ status }) => status >= 200),
  };
}

/** The `code` of an error body the gateway made. */
export function codeOf(answer: RawResponse | undefined): string | undefined {
  try {
    return (JSON.parse(answer?.body.toString() ?? "") as { code?: string }).code;
  } catch {
    return undefined;
  }
}
