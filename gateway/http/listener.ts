import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "../error-table.ts";
import { GatewayError, problem } from "../errors.ts";
import { checkHead, type HeadLimits } from "./head-check.ts";
import { originForm } from "./target.ts";

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
  /** Counts what never became a request. */
  readonly onRefused: (reason: string) => void;
}

/** A listening server. */
export interface Listener {
  readonly address: AddressInfo;
  readonly connections: () => number;
  /** Accepts no more, ends idle connections, and resolves when the last one has closed. */
  readonly drain: () => Promise<void>;
  /** Cuts what is still open. */
  readonly cut: () => void;
}

/**
 * Listens for HTTP/1.1. Everything that could be read as two requests by someone behind us is
 * refused here, the connection closed with it, before any route or plugin is asked.
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { onRequest, onRefused, newRequestId } = options;
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
  };
  const server: Server =
    options.tls === undefined
      ? createServer(serverOptions)
      : createTlsServer({ ...serverOptions, ...options.tls, minVersion: "TLSv1.2" });
  // The parser would drop fields beyond its own count in silence; ours is checked instead.
  server.maxHeadersCount = 0;
  server.maxConnections = options.maxConnections;

  // Connections whose current request is their last.
  const lastRequest = new WeakSet<Duplex>();
  const onHead = (req: IncomingMessage, res: ServerResponse) => {
    const { socket } = req;
    if (lastRequest.has(socket)) {
      // A pipelined successor of a request that closes the connection is no request (RFC 9112 §9.6).
      socket.destroy();
      return;
    }
    req.url = originForm(req.url ?? "");
    const refusal = checkHead(req, options);
    if (refusal === undefined) {
      if (req.headers.upgrade !== undefined) {
        // Upgrade is ignored, and what follows on this connection is not parsed as HTTP.
        lastRequest.add(socket);
        res.shouldKeepAlive = false;
      }
      onRequest(req, res);
      return;
    }
    onRefused(refusal.reason);
    lastRequest.add(socket);
    res.shouldKeepAlive = false;
    const body = refusalBody(refusal.error, newRequestId());
    res.writeHead(refusal.error.status, {
      "content-type": "application/problem+json",
      "content-length": body.length,
      connection: "close",
    });
    res.end(body);
  };

  server.on("request", onHead);
  server.on("checkContinue", onHead);
  server.on("checkExpectation", onHead);
  server.on("connect", (_req: IncomingMessage, socket: Duplex) => {
    onRefused("method");
    refuseSocket(
      socket,
      new GatewayError("METHOD_NOT_ALLOWED", "CONNECT is not served here."),
      newRequestId(),
    );
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    const [reason, code, detail] = parserRefusal(error.code ?? "");
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    onRefused(reason);
    refuseSocket(socket, new GatewayError(code, detail), newRequestId());
  });
  limitPerAddress(server, options.maxConnectionsPerAddress, onRefused);

  const sockets = new Set<Socket>();
  server.on(options.tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await listen(server, options);
  return {
    address: server.address() as AddressInfo,
    connections: () => sockets.size,
    drain: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Where clients reach a listener on this machine. */
export function urlOf({ address: { address, port, family } }: Listener, isTls: boolean): string {
  const host = family === "IPv6" ? `[${address}]` : address;
  return `${isTls ? "https" : "http"}://${host}:${port}`;
}

function listen(server: Server, { host, port }: ListenerOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once("error", reject);
  server.listen(port, host, () => {
    server.off("error", reject);
    resolve(undefined);
  });
  return promise;
}

function limitPerAddress(
  server: Server,
  maxPerAddress: number,
  onRefused: (reason: string) => void,
): void {
  const counts = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    socket.once("close", () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left === 0) counts.delete(address);
      else counts.set(address, left);
    });
    if (count > maxPerAddress) {
      onRefused("connections");
      socket.destroy();
    }
  });
}

function parserRefusal(code: string): readonly [string, ErrorCode, string] {
  if (code === "HPE_HEADER_OVERFLOW") {
    return ["header-size", "HEADERS_TOO_LARGE", "The request head is too large."];
  }
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") {
    return ["chunk-extensions", "BODY_TOO_LARGE", "The chunk extensions are too large."];
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return ["head-timeout", "REQUEST_TIMEOUT", "The request head did not arrive in time."];
  }
  return ["syntax", "BAD_REQUEST", "The request is not valid HTTP/1.1."];
}

function refuseSocket(socket: Duplex, error: GatewayError, requestId: string): void {
  const body = refusalBody(error, requestId);
  socket.end(
    `HTTP/1.1 ${error.status} ${error.code}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body.toString()}`,
    () => socket.destroy(),
  );
}

function refusalBody(error: GatewayError, requestId: string): Buffer {
  return Buffer.from(JSON.stringify(problem(error, requestId, "about:blank")));
}
