import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import type { Clock } from "../clock.ts";
import { readInput } from "./input.ts";
import type { Watcher, Watching } from "./live-browsers.ts";

/** Takes connections of pages that show a browser. */
export interface ScreenSockets {
  /** Makes a WebSocket of a request that was let in, and lets it watch. */
  readonly accept: (
    req: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    watch: (watcher: Watcher) => Watching,
  ) => Promise<void>;
  readonly close: () => void;
}

/** What one person does, and a paste; beyond it the connection is not a person's. */
const MESSAGES_PER_SECOND = 200;
const MESSAGES_AT_ONCE = 1_500;
const MESSAGE_MAX_BYTES = 1_024;
const PING_EVERY_MS = 20_000;

const POLICY = 1008;
const NORMAL = 1000;

/** Makes them; the package is loaded with the first. */
export function createScreenSockets(clock: Clock): ScreenSockets {
  let server: WebSocketServer | undefined;

  async function serverOf(): Promise<WebSocketServer> {
    const { WebSocketServer: Server } = await import("ws");
    return (server ??= new Server({
      noServer: true,
      clientTracking: true,
      maxPayload: MESSAGE_MAX_BYTES,
      // Frames are pictures, and what is typed is not to lie in a compressor's window.
      perMessageDeflate: false,
    }));
  }

  return {
    accept: async (req, socket, head, watch) => {
      const ready = await serverOf();
      if (socket.destroyed) return;
      ready.handleUpgrade(req, socket, head, (ws) => serve(ws, watch, clock));
    },
    close: () => {
      for (const ws of server?.clients ?? []) ws.terminate();
      server?.close();
    },
  };
}

function serve(ws: WebSocket, watch: (watcher: Watcher) => Watching, clock: Clock): void {
  const say: Watcher["say"] = (message) => ws.send(JSON.stringify(message));
  const watching = watch({
    say,
    // The browser makes the next frame only once this one was drawn, so that none pile up.
    show: (frame) => ws.send(frame),
    leave: (message) => {
      say(message);
      ws.close(NORMAL);
    },
  });
  const mayPass = createRate(clock);
  let isAlive = true;
  const ping = () =>
    clock.setTimeout(() => {
      // Silence for a whole round: the network is gone, and nobody closed anything.
      if (!isAlive) {
        ws.terminate();
        return;
      }
      isAlive = false;
      ws.ping();
      timer = ping();
    }, PING_EVERY_MS);
  let timer = ping();
  ws.on("pong", () => (isAlive = true));
  ws.on("message", (data: Buffer, isBinary: boolean) => {
    const input = isBinary || !mayPass() ? undefined : readInput(data.toString());
    data.fill(0);
    if (input === undefined) ws.close(POLICY);
    else watching.take(input);
  });
  ws.on("error", () => ws.terminate());
  ws.on("close", () => {
    clock.clearTimeout(timer);
    watching.leave();
  });
}

function createRate(clock: Clock): () => boolean {
  let left = MESSAGES_AT_ONCE;
  let atMs = clock.elapsed();
  return () => {
    const nowMs = clock.elapsed();
    left = Math.min(MESSAGES_AT_ONCE, left + ((nowMs - atMs) / 1000) * MESSAGES_PER_SECOND);
    atMs = nowMs;
    left -= 1;
    return left >= 0;
  };
}
