import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type Serve = (req: IncomingMessage, res: ServerResponse) => void;

/** What is remembered of one client connection. */
interface Connection {
  /** Nothing after the current request is a request any more. */
  isEnding: boolean;
  isBusy: boolean;
  readonly waiting: [IncomingMessage, ServerResponse][];
}

const CONNECTION = Symbol("connection");
type ClientSocket = Socket & { [CONNECTION]?: Connection };
type ClientAnswer = ServerResponse & { [CONNECTION]?: ClientSocket };

/** The connections of clients. */
export interface ClientConnections {
  readonly count: () => number;
  /** Serves the request now, or once those before it on the same connection are answered. */
  readonly serveInTurn: Serve;
  /** Makes the current request of a connection its last. */
  readonly endAfterThis: (socket: Socket) => void;
  readonly isEnding: (socket: Socket) => boolean;
  /** Whether a request of it is still being answered. */
  readonly isBusy: (socket: Socket) => boolean;
  /** Ends each connection as soon as it is idle, beginning now. */
  readonly endWhenIdle: () => void;
  readonly cut: () => void;
}

/**
 * Keeps track of a server's connections. Pipelined requests are served one at a time (RFC 9112
 * §9.3.2): Node would start all of a segment at once, thousands of them, for a client that reads none.
 */
export function trackConnections(
  server: Server,
  options: {
    readonly isTls: boolean;
    readonly maxPerAddress: number;
    readonly serve: Serve;
    readonly onTooMany: () => void;
  },
): ClientConnections {
  const { serve } = options;
  const sockets = new Set<ClientSocket>();
  const counts = new Map<string, number>();
  let isDraining = false;

  server.on(options.isTls ? "secureConnection" : "connection", (socket: ClientSocket) => {
    const address = socket.remoteAddress ?? "";
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    sockets.add(socket);
    socket[CONNECTION] = { isEnding: false, isBusy: false, waiting: [] };
    socket.once("close", () => {
      sockets.delete(socket);
      const left = (counts.get(address) ?? 1) - 1;
      if (left === 0) counts.delete(address);
      else counts.set(address, left);
    });
    if (count <= options.maxPerAddress) return;
    options.onTooMany();
    socket.destroy();
  });

  function begin(socket: ClientSocket, req: IncomingMessage, res: ClientAnswer): void {
    res[CONNECTION] = socket;
    // Emitted once anyway; `once` would make a wrapper for each exchange.
    res.on("close", next);
    serve(req, res);
  }

  function next(this: ClientAnswer): void {
    const socket = this[CONNECTION];
    const connection = socket?.[CONNECTION];
    if (socket === undefined || connection === undefined) return;
    const waiting = connection.waiting.shift();
    if (waiting === undefined) {
      connection.isBusy = false;
      if (isDraining) socket.end();
    } else if (!socket.destroyed) {
      if (connection.waiting.length === 0) socket.resume();
      begin(socket, ...waiting);
    }
  }

  return {
    count: () => sockets.size,
    serveInTurn: (req, res) => {
      const socket: ClientSocket = req.socket;
      const connection = socket[CONNECTION];
      if (connection?.isBusy === true) {
        connection.waiting.push([req, res]);
        socket.pause();
        return;
      }
      if (connection !== undefined) connection.isBusy = true;
      begin(socket, req, res);
    },
    endAfterThis: (socket: ClientSocket) => {
      const connection = socket[CONNECTION];
      if (connection !== undefined) connection.isEnding = true;
    },
    isEnding: (socket: ClientSocket) => socket[CONNECTION]?.isEnding === true,
    isBusy: (socket: ClientSocket) => socket[CONNECTION]?.isBusy === true,
    endWhenIdle: () => {
      isDraining = true;
      server.closeIdleConnections();
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
