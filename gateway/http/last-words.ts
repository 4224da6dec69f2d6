import type { Socket } from "node:net";

type Written = (error?: Error | null) => void;

/**
 * Lets what an upstream said before it reset be read. One that does not want an upload answers and
 * closes while pieces of it are still on their way; Node would destroy the connection at the first
 * write that fails, the answer unread in the kernel. The other side being gone, reading ends by
 * itself: whoever waits for the answer gets it, or learns that the connection closed.
 */
export function hearLastWords(connection: Socket): void {
  const write = connection._write.bind(connection);
  const writeMany = connection._writev?.bind(connection);
  connection._write = (chunk, encoding, written) => {
    write(chunk, encoding, pastReset(written));
  };
  connection._writev = (chunks, written) => {
    writeMany?.(chunks, pastReset(written));
  };
}

function pastReset(written: Written): Written {
  return (error) => {
    written(error && isReset(error) ? null : error);
  };
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE" || error.code === "ECONNRESET";
}
