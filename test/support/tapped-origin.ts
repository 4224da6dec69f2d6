import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTap, type AddressInfo, type Socket } from "node:net";
import type { Cleanup } from "./cleanup.ts";

/** A request that node's own parser read to its end. */
export interface CompleteRequest {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  /** Which connection it came by, counted from 0. */
  readonly connection: number;
}

/** A real HTTP server that counts complete requests, with a tap on its bytes: the oracle against smuggling. */
export interface TappedOrigin {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly CompleteRequest[];
  /** Everything that arrived, one Buffer a connection. */
  readonly bytes: () => readonly Buffer[];
  /** Connections that are open now. */
  readonly open: () => number;
  /** Resolves at the next change: bytes, a complete request, or a connection that ends. */
  readonly change: () => Promise<void>;
  /** Forgets what it has seen; its connections stay, as those of a pool do. */
  readonly clear: () => void;
  readonly close: () => Promise<void>;
}

/** Answers one request; its body is read. */
export type Answer = (
  request: CompleteRequest,
  response: ServerResponse,
  message: IncomingMessage,
) => void;

interface Tap {
  readonly socket: Socket;
  readonly index: number;
  chunks: Buffer[];
}

/** Starts an origin on a free port; it echoes method, target and body length unless told otherwise. */
export async function startTappedOrigin(
  cleanup: Cleanup,
  answer: Answer = echo,
): Promise<TappedOrigin> {
  let requests: CompleteRequest[] = [];
  let taps: Tap[] = [];
  let connections = 0;
  let wake: (() => void)[] = [];
  const changed = () => {
    const waiting = wake;
    wake = [];
    for (const resolve of waiting) resolve();
  };

  const http = createServer((message, response) => {
    const connection = taps.find(({ socket }) => socket === message.socket)?.index ?? -1;
    void readRequest(message, connection).then((request) => {
      if (!request) return;
      requests.push(request);
      changed();
      answer(request, response, message);
    });
  });
  http.keepAliveTimeout = 60_000;

  const tap = createTap((socket) => {
    const one: Tap = { socket, index: connections++, chunks: [] };
    taps.push(one);
    http.emit("connection", socket);
    // After node's own listeners: it reads past the stream until it sees another one appear.
    socket.on("data", (chunk: Buffer) => {
      one.chunks.push(chunk);
      changed();
    });
    socket.on("error", () => undefined);
    socket.on("close", changed);
  });
  tap.listen(0, "127.0.0.1");
  await once(tap, "listening");
  const { port } = tap.address() as AddressInfo;

  const close = async () => {
    for (const { socket } of taps) socket.destroy();
    if (!tap.listening) return;
    tap.close();
    await once(tap, "close");
  };
  cleanup.after(close);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get requests() {
      return requests;
    },
    bytes: () => taps.map(({ chunks }) => Buffer.concat(chunks)),
    open: () => taps.filter(({ socket }) => !socket.destroyed).length,
    change: () => new Promise((resolve) => wake.push(resolve)),
    clear: () => {
      taps = taps.filter(({ socket }) => !socket.destroyed);
      for (const one of taps) one.chunks = [];
      requests = [];
    },
    close,
  };
}

async function readRequest(
  message: IncomingMessage,
  connection: number,
): Promise<CompleteRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  if (!message.complete) return undefined;
  return {
    method: message.method ?? "",
    target: message.url ?? "",
    version: message.httpVersion,
    rawHeaders: message.rawHeaders,
    headers: message.headers,
    body: Buffer.concat(chunks),
    connection,
  };
}

/** Answers with method, target and length of the body, as JSON. */
export function echo({ method, target, body }: CompleteRequest, response: ServerResponse): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method, target, bodyBytes: body.length }));
}
