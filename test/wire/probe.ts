import { existsSync, readFileSync } from "node:fs";
import {
  field,
  finalResponses,
  parseResponses,
  type RawResponse,
} from "../support/raw-responses.ts";
import {
  connectRaw,
  type CloseReason,
  type RawClient,
  type Slicing,
} from "../support/raw-client.ts";
import type { CompleteRequest, TappedOrigin } from "../support/tapped-origin.ts";

/** One sequence of bytes a client may send, and the outcome it must have. */
export interface Probe {
  readonly id: string;
  readonly name: string;
  readonly bytes_latin1: string;
  readonly want: string;
}

/** What a probe brought about on both sides of the gateway. */
export interface Observation {
  readonly probe: Probe;
  readonly sent: string;
  readonly interim: readonly RawResponse[];
  readonly answers: readonly RawResponse[];
  readonly ending: CloseReason;
  /** Complete requests the origin read. */
  readonly requests: readonly CompleteRequest[];
  /** All bytes the origin got, of every connection. */
  readonly upstreamBytes: readonly Buffer[];
}

/** Credentials that carry a probe past authentication. */
export interface Credentials {
  readonly apiKey: string;
  readonly connectionId: string;
}

const probesFile = new URL("../../../shared/spec/http1-probes.json", import.meta.url);

/** The probes, or `undefined` where the folder of specs is absent. */
export function loadProbes(): readonly Probe[] | undefined {
  if (!existsSync(probesFile)) return undefined;
  return JSON.parse(readFileSync(probesFile, "utf8")) as Probe[];
}

/** The probe's bytes moved under `/v2/access/proxy`, with credentials; hidden `/evil` requests stay as they are. */
export function withCredentials(bytes: string, { apiKey, connectionId }: Credentials): string {
  const fields = `apikey: ${apiKey}\r\nx-connection-id: ${connectionId}\r\n`;
  if (/X-Gw-Key/.test(bytes)) {
    const keyed = bytes.replaceAll(/X-Gw-Key: \w/g, `apikey: ${apiKey}`);
    return move(keyed).replace("\r\n\r\n", `\r\nx-connection-id: ${connectionId}\r\n\r\n`);
  }
  const moved = move(bytes.replaceAll("X_Gw_Key", "x_api_key"));
  const second = moved.search(/(?<=hello|\r\n\r\n)X?GET \/v2\/access\/proxy\/2 /);
  if (second < 0) return insertFields(moved, fields);
  return insertFields(moved.slice(0, second), fields) + insertFields(moved.slice(second), fields);
}

/** Sends a probe on a connection of its own and watches until nothing more will come of it. */
export async function observe(
  probe: Probe,
  sent: string,
  port: number,
  origin: TappedOrigin,
  slicing: Slicing = "whole",
): Promise<Observation & { readonly client: RawClient }> {
  origin.clear();
  const methods = [...sent.matchAll(/(?:^|\r\n\r\n|hello)([A-Z]+) /g)].map(
    (match) => match[1] ?? "",
  );
  const wanted = probe.want === "two-in-order" ? 2 : 1;
  const client = await connectRaw(port);
  await client.write(sent, slicing);
  await client
    .until(
      (received) =>
        finalResponses(received, methods).filter(({ complete }) => complete).length >= wanted,
      patience(probe),
    )
    .catch(() => undefined);
  // An announced or wanted end is waited for; everything else must just stay silent.
  if (expectsClose(probe.want) || announcesClose(finalResponses(client.received(), methods)))
    await client.closed(2000).catch(() => undefined);
  else await client.quiet(60);
  return {
    probe,
    sent,
    interim: parseResponses(client.received(), methods).filter(({ status }) => status < 200),
    answers: finalResponses(client.received(), methods),
    ending: client.reason(),
    requests: [...origin.requests],
    upstreamBytes: origin.bytes(),
    client,
  };
}

function move(bytes: string): string {
  const prefix = "/v2/access/proxy";
  return bytes
    .replace(/^((?:\r\n)*[A-Z]+[ \t]+(?:https?:\/\/[^/\s]+)?)(?=\/)/, `$1${prefix}`)
    .replace(/(?<=hello|\r\n\r\n)(X?GET )(?=\/2 )/, `$1${prefix}`);
}

/** Fields go last in the head, where no probe about the first line or field notices them. */
function insertFields(request: string, fields: string): string {
  return request.replace("\r\n\r\n", `\r\n${fields}\r\n`);
}

function expectsClose(want: string): boolean {
  return /^(reject|reject-no-crash|400-then-close|417)$|-then-400$/.test(want);
}

function announcesClose(answers: readonly RawResponse[]): boolean {
  return answers.some((answer) => field(answer, "connection")?.toLowerCase() === "close");
}

function patience({ want }: Probe): number {
  return want === "wait" ? 300 : 3000;
}
