import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Cleanup } from "./cleanup.ts";

/** Toxiproxy's eight faults; each acts on the bytes from upstream to client. */
export type Toxic =
  | { readonly kind: "latency"; readonly delayMs: number }
  /** Nobody listens. */
  | { readonly kind: "down" }
  | { readonly kind: "bandwidth"; readonly bytesPerSecond: number }
  /** The end arrives late. */
  | { readonly kind: "slow_close"; readonly delayMs: number }
  /** Nothing arrives; the connection ends after the delay, never if it is 0. */
  | { readonly kind: "timeout"; readonly delayMs: number }
  /** RST after the delay. */
  | { readonly kind: "reset_peer"; readonly delayMs: number }
  /** Pieces of a few bytes. */
  | { readonly kind: "slicer"; readonly bytes: number; readonly delayMs: number }
  /** The connection ends after so many bytes. */
  | { readonly kind: "limit_data"; readonly bytes: number };

/** A pipe to another port with one fault in it. */
export interface FaultyPipe {
  readonly url: string;
  /** Exchanges the fault for another and ends connections that have the old one; `undefined` heals. */
  readonly set: (toxic: Toxic | undefined) => void;
}

/** Starts a pipe on a free port. */
export async function startFaultyPipe(cleanup: Cleanup, port: number): Promise<FaultyPipe> {
  let toxic: Toxic | undefined;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    if (toxic?.kind === "down") return void client.resetAndDestroy();
    const upstream = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        if (socket === client) upstream.destroy();
      });
    }
    client.pipe(upstream);
    void carry(upstream, client, toxic).catch(() => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next) => {
      toxic = next;
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function carry(from: Socket, to: Socket, toxic: Toxic | undefined): Promise<void> {
  if (toxic?.kind === "timeout") {
    from.resume();
    if (toxic.delayMs > 0) await pause(toxic.delayMs).then(() => to.end());
    return;
  }
  if (toxic?.kind === "reset_peer") {
    from.resume();
    await pause(toxic.delayMs);
    to.resetAndDestroy();
    return;
  }
  let left = toxic?.kind === "limit_data" ? toxic.bytes : Infinity;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    for (const piece of pieces(chunk.subarray(0, left), toxic)) {
      await pause(delayMs(piece, toxic));
      if (to.destroyed) return;
      if (!to.write(piece)) await once(to, "drain");
    }
    left -= chunk.length;
    if (left <= 0) break;
  }
  if (toxic?.kind === "slow_close") await pause(toxic.delayMs);
  to.end();
}

function* pieces(chunk: Buffer, toxic: Toxic | undefined): Generator<Buffer> {
  const size = toxic?.kind === "slicer" ? toxic.bytes : 16_384;
  for (let start = 0; start < chunk.length; start += size) {
    yield chunk.subarray(start, start + size);
  }
}

function delayMs(piece: Buffer, toxic: Toxic | undefined): number {
  if (toxic?.kind === "latency" || toxic?.kind === "slicer") return toxic.delayMs;
  if (toxic?.kind === "bandwidth") return (piece.length * 1000) / toxic.bytesPerSecond;
  return 0;
}
