import { hash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { Clock } from "../clock.ts";
import { dial } from "../egress/dial.ts";
import type { Destination, Egress } from "../egress/egress.ts";
import { createParserWash } from "../http/parser-buffer.ts";
import { listen } from "../http/listen.ts";
import { newId } from "../ids.ts";
import type { AllowedHosts } from "./allowed-hosts.ts";
import { passOn } from "./pass-on.ts";

/** The credential of one login's browser, and what became of what it asked for. */
export interface Pass {
  readonly username: string;
  readonly password: string;
  /** Hosts that were refused to it. */
  readonly refused: ReadonlySet<string>;
  /** Ends it: its connections close, and the credential is worth nothing. */
  readonly close: () => void;
}

/** The one proxy that browsers of logins reach anything through. */
export interface WayOut {
  readonly url: string;
  readonly open: (allowed: AllowedHosts, egress: Egress) => Pass;
  readonly close: () => Promise<void>;
}

interface Holder {
  readonly digest: Buffer;
  readonly allowed: AllowedHosts;
  readonly egress: Egress;
  readonly refused: Set<string>;
  readonly sockets: Set<Duplex>;
}

const DIAL_TIMEOUT_MS = 20_000;
/** More connections than a browser opens to one proxy. */
const MAX_SOCKETS = 128;
/** Enough names to tell an operator what to allow. */
const MAX_REFUSED = 50;

/**
 * Starts it on loopback. A browser needs a login's credential and gets no further than that login's
 * hosts; whatever it may reach is dialed through the egress of the login.
 */
export async function startWayOut(clock: Clock): Promise<WayOut> {
  const holders = new Map<string, Holder>();
  const wash = createParserWash();
  const server = createServer({ maxHeaderSize: 32_768 });
  server.on("connect", (req: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on("error", () => undefined);
    tunnel(req, socket, head).catch(() => socket.destroy());
  });
  server.on("request", (req, res) => {
    forward(req, res).catch(() => res.destroy());
  });

  function holderOf({ headers }: IncomingMessage): Holder | undefined {
    const [, encoded = ""] = /^Basic (\S+)$/i.exec(headers["proxy-authorization"] ?? "") ?? [];
    const [name = "", password = ""] = Buffer.from(encoded, "base64").toString().split(":");
    const holder = holders.get(name);
    return holder !== undefined && timingSafeEqual(holder.digest, digest(password))
      ? holder
      : undefined;
  }

  async function tunnel(req: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const holder = holderOf(req);
    if (holder === undefined) return void socket.end(`HTTP/1.1 407 Who\r\n${ASK}\r\n\r\n`);
    const destination = destinationOf(`http://${req.url ?? ""}`, req.url);
    const upstream = await reach(holder, destination, holder.allowed.tunnel, socket);
    if (typeof upstream === "number")
      return void socket.end(`HTTP/1.1 ${upstream} No\r\ncontent-length: 0\r\n\r\n`);
    // Either may have ended while the other was waited for, and nothing can be piped to it then.
    if (socket.destroyed || upstream.destroyed) {
      socket.destroy();
      return void upstream.destroy();
    }
    socket.write("HTTP/1.1 200 Connected\r\n\r\n");
    if (head.length > 0) upstream.write(head);
    pipeline(socket, upstream, () => upstream.destroy());
    pipeline(upstream, socket, () => socket.destroy());
  }

  /** A request without TLS, which browsers hand to a proxy whole. */
  async function forward(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const holder = holderOf(req);
    if (holder === undefined) return void res.writeHead(407, { [ASK_NAME]: ASK_VALUE }).end();
    const destination = destinationOf(req.url ?? "", req.headers.host);
    const upstream = await reach(holder, destination, holder.allowed.plain, req.socket);
    if (typeof upstream === "number") return void res.writeHead(upstream).end();
    passOn(req, res, upstream, wash);
  }

  async function reach(
    holder: Holder,
    destination: Destination | undefined,
    isAllowed: (destination: Destination) => boolean,
    asker: Duplex,
  ): Promise<Socket | number> {
    const { refused, sockets, egress } = holder;
    if (destination === undefined) return 400;
    if (!isAllowed(destination)) {
      if (refused.size < MAX_REFUSED) refused.add(destination.host);
      return 403;
    }
    if (sockets.size >= MAX_SOCKETS) return 503;
    keep(sockets, asker);
    try {
      const socket = await dial(egress, destination, { timeoutMs: DIAL_TIMEOUT_MS, clock });
      socket.on("error", () => undefined);
      // The login may have ended meanwhile.
      if (asker.destroyed) socket.destroy();
      keep(sockets, socket);
      return socket;
    } catch {
      return 502;
    }
  }

  await listen(server, { host: "127.0.0.1", port: 0 }, (why) => `No proxy for browsers: ${why}.`);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    open: (allowed, egress) => {
      const username = newId("brw_", clock);
      const password = clock.randomBytes(32).toString("base64url");
      const refused = new Set<string>();
      const sockets = new Set<Duplex>();
      holders.set(username, { digest: digest(password), allowed, egress, refused, sockets });
      const close = () => {
        holders.delete(username);
        for (const socket of sockets) socket.destroy();
      };
      return { username, password, refused, close };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const { sockets } of holders.values()) for (const each of sockets) each.destroy();
        holders.clear();
      }),
  };
}

const ASK_NAME = "proxy-authenticate";
const ASK_VALUE = 'Basic realm="login"';
const ASK = `${ASK_NAME}: ${ASK_VALUE}\r\ncontent-length: 0`;

function destinationOf(url: string, authority: string | undefined): Destination | undefined {
  if (authority === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username } = new URL(url);
  if (protocol !== "http:" || username !== "") return undefined;
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port === "" ? 80 : port) };
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  if (sockets.has(socket)) return;
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
}

function digest(text: string): Buffer {
  return Buffer.from(hash("sha256", text, "hex"), "hex");
}
