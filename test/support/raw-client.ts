import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";

/** How a connection ended as the client saw it; `open` if it has not. */
export type CloseReason = "open" | "end" | "reset";

/** How bytes are cut into writes: all at once, one by one, or after every CRLF. */
export type Slicing = "whole" | "bytes" | "lines";

/** A client that writes exact bytes and remembers what came back. */
export interface RawClient {
  readonly socket: Socket;
  /** Writes latin-1 text or bytes; resolves when they are handed to the kernel or the connection is gone. */
  readonly write: (bytes: Buffer | string, slicing?: Slicing) => Promise<void>;
  readonly received: () => Buffer;
  readonly reason: () => CloseReason;
  /** Resolves when `isDone`, asked at every change, says so, or when the connection is over. @throws Error after `timeoutMs`. */
  readonly until: (isDone: (received: Buffer) => boolean, timeoutMs?: number) => Promise<void>;
  /** Resolves with how the connection ended. @throws Error after `timeoutMs`. */
  readonly closed: (timeoutMs?: number) => Promise<Exclude<CloseReason, "open">>;
  /** Resolves when nothing has come for `quietMs`: the only way to see that something does not happen. */
  readonly quiet: (quietMs: number) => Promise<void>;
  /** Sends FIN and goes on reading. */
  readonly halfClose: () => void;
  /** Sends RST. */
  readonly reset: () => void;
  readonly destroy: () => void;
}

const PATIENCE_MS = 10_000;

/** Connects to a port of this machine. The client half-closes nothing by itself. */
export async function connectRaw(port: number): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
  let room = Buffer.alloc(4096);
  let length = 0;
  let reason: CloseReason = "open";
  let onChange: (() => void)[] = [];
  const changed = () => {
    const waiting = onChange;
    onChange = [];
    for (const wake of waiting) wake();
  };
  const endWith = (ending: CloseReason) => () => {
    if (reason === "open") reason = ending;
    changed();
  };
  socket.on("data", (chunk: Buffer) => {
    // Room that doubles: joining pieces at each look would take a long answer's length squared.
    if (length + chunk.length > room.length) {
      const larger = Buffer.alloc(Math.max(room.length * 2, length + chunk.length));
      room.copy(larger, 0, 0, length);
      room = larger;
    }
    chunk.copy(room, length);
    length += chunk.length;
    changed();
  });
  socket.on("end", endWith("end"));
  socket.on("error", endWith("reset"));
  socket.on("close", endWith("reset"));
  await once(socket, "connect");

  const received = () => room.subarray(0, length);
  const change = (timeoutMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      onChange.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  const until: RawClient["until"] = async (isDone, timeoutMs = PATIENCE_MS) => {
    while (reason === "open" && !isDone(received())) {
      if (await change(timeoutMs)) continue;
      const tail = received().subarray(-200).toString("latin1");
      throw new Error(`Nothing came for ${timeoutMs} ms after ${JSON.stringify(tail)}`);
    }
  };

  return {
    socket,
    write: async (bytes, slicing = "whole") => {
      for (const piece of slice(bytes, slicing)) {
        if (!socket.writable) return;
        if (!socket.write(piece)) await drained(socket);
        if (slicing !== "whole") await nextTurn();
        if (slicing === "lines" && socket.bytesWritten < 4096) await pause(1);
      }
    },
    received,
    reason: () => reason,
    until,
    closed: async (timeoutMs = PATIENCE_MS) => {
      await until(() => false, timeoutMs);
      return reason === "reset" ? "reset" : "end";
    },
    quiet: async (quietMs) => {
      while (reason === "open" && (await change(quietMs)));
    },
    halfClose: () => {
      socket.end();
    },
    reset: () => {
      socket.resetAndDestroy();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}

/** The port a URL names. */
export function portOf(url: string): number {
  return Number(new URL(url).port);
}

function* slice(bytes: Buffer | string, slicing: Slicing): Generator<Buffer> {
  const buffer = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
  if (slicing === "whole") {
    yield buffer;
    return;
  }
  let start = 0;
  while (start < buffer.length) {
    const lineEnd = slicing === "bytes" ? start + 1 : buffer.indexOf("\r\n", start, "latin1") + 2;
    const end = lineEnd <= start + 1 && slicing === "lines" ? buffer.length : lineEnd;
    yield buffer.subarray(start, end);
    start = end;
  }
}

async function drained(socket: Socket): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(socket, "drain", { signal }), once(socket, "close", { signal })]).catch(
    () => undefined,
  );
  over.abort();
}
