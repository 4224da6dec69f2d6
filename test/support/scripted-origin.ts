import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { Cleanup } from "./cleanup.ts";

/** One connection of a scripted origin. */
export interface Peer {
  readonly socket: Socket;
  /** Counted from 0. */
  readonly index: number;
  /** The next request head, up to and with its empty line. Never resolves if none comes. */
  readonly head: () => Promise<string>;
  /** Writes exact bytes; resolves once the kernel has taken them or the connection is gone. */
  readonly send: (bytes: string | Buffer) => Promise<void>;
  /** Sends FIN. */
  readonly end: (bytes?: string | Buffer) => void;
  /** Sends RST. */
  readonly reset: () => void;
  /** Resolves when the connection is over. */
  readonly closed: Promise<void>;
}

/** What an origin does with each connection. */
export type Script = (peer: Peer) => void | Promise<void>;

/** An origin that answers with exact bytes, however wrong they are. */
export interface ScriptedOrigin {
  readonly url: string;
  readonly port: number;
  readonly peers: readonly Peer[];
  /** Connections that are open now. */
  readonly open: () => number;
  /** Resolves when no connection is open. */
  readonly idle: () => Promise<void>;
}

/** Starts an origin on a free port that runs `script` for every connection. */
export async function startScriptedOrigin(
  cleanup: Cleanup,
  script: Script,
): Promise<ScriptedOrigin> {
  const peers: Peer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const peer = createPeer(socket, peers.length);
    peers.push(peer);
    void script(peer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    peers,
    open: () => sockets.size,
    idle: async () => {
      while (sockets.size > 0) {
        const [first] = sockets;
        await new Promise((resolve) => first?.once("close", resolve));
      }
    },
  };
}

/** A script that gives every request on every connection the same bytes. */
export function always(bytes: string | Buffer, then?: "end" | "reset"): Script {
  return async (peer) => {
    for (;;) {
      await peer.head();
      await peer.send(bytes);
      if (then === "end") peer.end();
      if (then === "reset") peer.reset();
    }
  };
}

function createPeer(socket: Socket, index: number): Peer {
  let unread = "";
  let wake: (() => void) | undefined;
  socket.on("data", (chunk: Buffer) => {
    unread += chunk.toString("latin1");
    wake?.();
  });
  socket.on("error", () => undefined);
  // The gateway's FIN is answered, as an ordinary server does.
  socket.on("end", () => socket.end());
  return {
    socket,
    index,
    head: async () => {
      for (;;) {
        const end = unread.indexOf("\r\n\r\n") + 4;
        if (end >= 4) {
          const head = unread.slice(0, end);
          unread = unread.slice(end);
          return head;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    send: (bytes) =>
      new Promise((resolve) => {
        if (!socket.writable) {
          resolve();
          return;
        }
        socket.once("close", resolve);
        socket.write(Buffer.from(bytes as string, "latin1"), () => {
          socket.off("close", resolve);
          resolve();
        });
      }),
    end: (bytes = "") => socket.end(Buffer.from(bytes as string, "latin1")),
    reset: () => void socket.resetAndDestroy(),
    closed: new Promise((resolve) => socket.once("close", () => resolve())),
  };
}
