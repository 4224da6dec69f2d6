import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer, Server as TlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { trackConnections, type ClientConnections } from "./client-connections.ts";
import { checkHead, type HeadLimits } from "./head-check.ts";
import { listen } from "./listen.ts";
import { answerRefusal, closeWithRefusal, parserRefusal, refusal } from "./refusal.ts";
import { originForm } from "./target.ts";
import type { Upgrades } from "./upgrades.ts";

const minVersion = "TLSv1.2";

/** How the listener is bounded. */
export interface ListenerOptions extends HeadLimits {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly headersTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly maxHeaderBytes: number;
  readonly newRequestId: () => string;
  /** Serves a request whose head is sound. */
  readonly onRequest: (req: IncomingMessage, res: ServerResponse) => void;
  /** What may leave HTTP; nothing, unless given. */
  readonly upgrades?: Upgrades | undefined;
  /** Counts what never became a request. */
  readonly onRefused: (reason: string) => void;
}

/** A listening server. */
export interface Listener {
  readonly address: AddressInfo;
  readonly connections: () => number;
  /** Accepts no more, ends idle connections, and resolves when the last one has closed. */
  readonly drain: () => Promise<void>;
  /** Serves new connections with this certificate; those that are open keep theirs. */
  readonly useCertificate: (certificate: { readonly cert: string; readonly key: string }) => void;
  /** Cuts what is still open. */
  readonly cut: () => void;
}

/**
 * Listens for HTTP/1.1. Everything that could be read as two requests by someone behind us is
 * refused here, the connection closed with it, before any route or plugin is asked.
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const server = createHttpServer(options);
  const connections = trackConnections(server, {
    isTls: options.tls !== undefined,
    maxPerAddress: options.maxConnectionsPerAddress,
    serve: options.onRequest,
    onTooMany: () => options.onRefused("connections"),
  });
  listenToHeads(server, connections, options);
  const { host, port } = options;
  await listen(
    server,
    options,
    (why) => `The gateway cannot listen on ${host}:${port}: ${why}. Set HOST or PORT.`,
  );
  return {
    address: server.address() as AddressInfo,
    connections: connections.count,
    drain: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        connections.endWhenIdle();
      }),
    useCertificate: (certificate) => {
      if (server instanceof TlsServer) server.setSecureContext({ ...certificate, minVersion });
    },
    cut: connections.cut,
  };
}

/** Where clients reach a listener on this machine. */
export function urlOf({ address: { address, port, family } }: Listener, isTls: boolean): string {
  const host = family === "IPv6" ? `[${address}]` : address;
  return `${isTls ? "https" : "http"}://${host}:${port}`;
}

function createHttpServer(options: ListenerOptions): Server {
  const serverOptions: ServerOptions = {
    maxHeaderSize: options.maxHeaderBytes,
    headersTimeout: options.headersTimeoutMs,
    // Bodies have deadlines of their own, by progress and not by length.
    requestTimeout: 0,
    keepAliveTimeout: options.keepAliveTimeoutMs,
    connectionsCheckingInterval: 1_000,
    insecureHTTPParser: false,
    requireHostHeader: false,
    noDelay: true,
    shouldUpgradeCallback: (req) => options.upgrades?.accepts(req) === true,
  };
  const server =
    options.tls === undefined
      ? createServer(serverOptions)
      : createTlsServer({ ...serverOptions, ...options.tls, minVersion });
  // The parser would drop fields beyond its own count in silence; ours is checked instead.
  server.maxHeadersCount = 0;
  server.maxConnections = options.maxConnections;
  // Whoever half-closes may still wait for an answer; else Node would end both sides.
  return Object.assign(server, { httpAllowHalfOpen: true });
}

function listenToHeads(
  server: Server,
  connections: ClientConnections,
  options: ListenerOptions,
): void {
  const { onRefused, newRequestId } = options;

  function onHead(req: IncomingMessage, res: ServerResponse): void {
    const { socket } = req;
    // A pipelined successor of a request that closes the connection is no request (RFC 9112 §9.6).
    if (connections.isEnding(socket)) return;
    req.url = originForm(req.url ?? "");
    const refused = checkHead(req, options);
    if (refused !== undefined) {
      onRefused(refused.reason);
      connections.endAfterThis(socket);
      answerRefusal(res, refused.error, newRequestId());
      return;
    }
    if (req.headers.upgrade !== undefined) {
      // Upgrade is ignored, and what follows on this connection is not parsed as HTTP.
      connections.endAfterThis(socket);
      res.shouldKeepAlive = false;
    }
    if (req.url === "*")
      res.writeHead(204, { allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" }).end();
    else connections.serveInTurn(req, res);
  }

  /** Node has let go of the connection: what is refused now is answered by hand. */
  function onUpgrade(req: IncomingMessage, socket: Socket, head: Buffer): void {
    const isAlone = !connections.isEnding(socket) && !connections.isBusy(socket);
    connections.endAfterThis(socket);
    const refused = isAlone
      ? checkHead(req, options)
      : refusal("syntax", "BAD_REQUEST", "An upgrade must not follow a request under way.");
    if (refused === undefined) return options.upgrades?.serve(req, socket, head);
    onRefused(refused.reason);
    closeWithRefusal(socket, refused.error, newRequestId());
  }

  server.on("request", onHead);
  server.on("upgrade", onUpgrade);
  server.on("checkContinue", onHead);
  server.on("checkExpectation", onHead);
  server.on("connect", (_req: IncomingMessage, socket: Duplex) => {
    const { reason, error } = refusal(
      "method",
      "METHOD_NOT_ALLOWED",
      "CONNECT is not served here.",
    );
    onRefused(reason);
    closeWithRefusal(socket, error, newRequestId());
  });
  server.on(
    "clientError",
    (thrown: NodeJS.ErrnoException & { reason?: string }, socket: Socket) => {
      const { code } = thrown;
      if (code === "ECONNRESET" || !socket.writable) {
        socket.destroy();
        return;
      }
      // The refused request was answered already; what follows it on the connection is nobody's.
      if (connections.isEnding(socket)) return;
      const { reason, error } = parserRefusal(code, thrown.reason);
      onRefused(reason);
      closeWithRefusal(socket, error, newRequestId());
    },
  );
}
