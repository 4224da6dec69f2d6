import { connect, type Socket } from "node:net";
import type { Ready } from "./candidates/serve.ts";

/** Bytes of the upstream's `/big`. */
export const BIG_BYTES = 20_000_000;

/** What a bounded time of load came to. */
export interface Load {
  readonly exchanges: number;
  readonly failures: number;
  readonly bodyBytes: number;
  /** Of each exchange, in the order they ended. */
  readonly latenciesMs: readonly number[];
}

/** How a load is made. */
export interface LoadOptions {
  readonly path: string;
  readonly connections: number;
  readonly durationMs: number;
  /** Reads at most so fast, each connection. */
  readonly bytesPerSecond?: number;
}

interface Tally {
  exchanges: number;
  failures: number;
  bodyBytes: number;
  latenciesMs: number[];
  isOver: boolean;
}

/** Drives a target over keep-alive connections, one exchange at a time on each, for a time. */
export async function drive(target: Ready, options: LoadOptions): Promise<Load> {
  const tally: Tally = { exchanges: 0, failures: 0, bodyBytes: 0, latenciesMs: [], isOver: false };
  const fields = Object.entries(target.fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(
    `GET ${target.prefix}${options.path} HTTP/1.1\r\nHost: bench\r\n${fields.join("")}\r\n`,
  );
  const sockets = new Set<Socket>();
  const open = () => {
    const socket = connect({ port: target.port, host: "127.0.0.1", noDelay: true });
    sockets.add(socket);
    exchangeOn(socket, request, tally, options.bytesPerSecond);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      if (tally.isOver) return;
      tally.failures += 1;
      setTimeout(open, 10).unref();
    });
  };
  for (let count = 0; count < options.connections; count++) open();
  await new Promise((resolve) => setTimeout(resolve, options.durationMs));
  tally.isOver = true;
  for (const socket of sockets) socket.destroy();
  return tally;
}

/** Sends a request, reads its answer to the end, and again. */
function exchangeOn(
  socket: Socket,
  request: Buffer,
  tally: Tally,
  bytesPerSecond: number | undefined,
): void {
  let head = "";
  let left = -1;
  let sentAtMs = 0;
  const send = () => {
    head = "";
    left = -1;
    sentAtMs = performance.now();
    socket.write(request);
  };
  const end = () => {
    if (tally.isOver) return;
    if (head.startsWith("HTTP/1.1 200")) tally.exchanges += 1;
    else tally.failures += 1;
    tally.latenciesMs.push(performance.now() - sentAtMs);
    send();
  };
  socket.on("connect", send);
  socket.on("data", (chunk: Buffer) => {
    if (bytesPerSecond !== undefined) {
      socket.pause();
      setTimeout(() => socket.resume(), (chunk.length * 1000) / bytesPerSecond).unref();
    }
    let bodyBytes = chunk.length;
    if (left < 0) {
      head += chunk.toString("latin1");
      const headEnd = head.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      left = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      bodyBytes = head.length - headEnd - 4;
    }
    tally.bodyBytes += bodyBytes;
    left -= bodyBytes;
    if (left <= 0) end();
  });
}
