import { lookup as resolve, type LookupAddress } from "node:dns";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { OwnAddresses } from "../own-addresses.ts";
import { isPublicAddress } from "./public-address.ts";

/** A file that somebody else's server sends. */
export interface FetchedFile {
  readonly contentType: string;
  /** Unknown where the server does not say. */
  readonly size: number | undefined;
  readonly body: AsyncIterable<Buffer>;
  /** To be called when it was read, or will not be. */
  readonly close: () => void;
}

/** Finds all addresses of a name. */
export type Resolve = (
  name: string,
  options: { readonly all: true },
  callback: (error: Error | null, addresses?: readonly LookupAddress[]) => void,
) => void;

/**
 * Gets a file from an address that a caller names, without trusting the caller with this network: http
 * and https at their own ports, hosts whose every address is public, no redirects, no credentials.
 * The connection goes to the addresses that were checked, and is checked again once it stands.
 * @throws GatewayError `BAD_REQUEST`; whatever went wrong beyond the address itself is one error.
 */
export type PublicFetch = (url: string) => Promise<FetchedFile>;

/** Makes the fetch; `allowPrivate` takes any port and address but the gateway's own, for tests. */
export function createPublicFetch(options: {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly allowPrivate: boolean;
  readonly ownAddresses: Pick<OwnAddresses, "assertForeign">;
  readonly clock: Clock;
  readonly resolve?: Resolve;
}): PublicFetch {
  const { timeoutMs, maxBytes, allowPrivate, ownAddresses, clock } = options;
  const mayReach = (address: string) => allowPrivate || isPublicAddress(address);
  const lookup = checkedLookup(options.resolve ?? resolve, mayReach);

  function checkUrl(text: string): URL {
    const url = URL.parse(text);
    if (url === null || (url.protocol !== "http:" && url.protocol !== "https:"))
      throw refused("it is no http or https address");
    if (url.username !== "" || url.password !== "") throw refused("it holds credentials");
    if (url.port !== "" && !allowPrivate) throw refused("it names a port");
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !mayReach(host)) throw refused("its host is not public");
    return url;
  }

  function assertForeign({ hostname, port, protocol }: URL): void {
    try {
      const usual = protocol === "https:" ? 443 : 80;
      ownAddresses.assertForeign({ host: hostname, port: Number(port) || usual });
    } catch {
      throw refused("its host is not public");
    }
  }

  return async (text) => {
    const url = checkUrl(text);
    assertForeign(url);
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const sending = send(url, {
      agent: false,
      lookup,
      headers: { accept: "image/*, video/*, audio/*", "accept-encoding": "identity" },
      maxHeaderSize: 16_384,
    });
    const timer = clock.setTimeout(() => sending.destroy(new Error("too slow")), timeoutMs);
    const close = () => {
      clock.clearTimeout(timer);
      sending.destroy();
    };
    const head = Promise.withResolvers<IncomingMessage>();
    sending.on("error", head.reject).on("response", head.resolve);
    sending.on("socket", (socket: Socket) =>
      socket.once("connect", () => {
        if (!mayReach(socket.remoteAddress ?? "")) sending.destroy(new Error("not public"));
      }),
    );
    sending.end();
    try {
      const message = await head.promise;
      return { ...readHead(message, maxBytes), body: bounded(message, maxBytes), close };
    } catch (error) {
      close();
      throw error instanceof GatewayError ? error : unreachable();
    }
  };
}

/** A lookup that gives no address at all unless all are allowed: one bad one could be the one that is used. */
function checkedLookup(find: Resolve, mayReach: (address: string) => boolean): LookupFunction {
  return (name, { all }, callback) => {
    find(name, { all: true }, (error, addresses = []) => {
      const [first] = addresses;
      if (error !== null || first === undefined)
        callback(error ?? new Error("no address"), "", undefined);
      else if (!addresses.every(({ address }) => mayReach(address)))
        callback(new Error("not public"), "", undefined);
      else if (all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

function readHead(message: IncomingMessage, maxBytes: number) {
  const { statusCode, headers } = message;
  if (statusCode !== 200) throw unreachable();
  const contentType = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!/^(image|video|audio)\/[\w.+-]+$/.test(contentType))
    throw refused("it leads to no image, video or audio");
  const length = headers["content-length"];
  const size = length === undefined ? undefined : Number(length);
  if (size !== undefined && size > maxBytes) throw tooLarge(maxBytes);
  return { contentType, size };
}

async function* bounded(message: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof GatewayError ? error : unreachable();
  }
}

function refused(why: string): GatewayError {
  return new GatewayError("BAD_REQUEST", `A media address cannot be fetched: ${why}.`);
}

function tooLarge(maxBytes: number): GatewayError {
  return refused(`the file is larger than ${maxBytes} bytes`);
}

/** One error for closed, silent and forbidden alike: it must not tell how a network looks. */
function unreachable(): GatewayError {
  return refused("its host is not public, or does not send the file");
}
