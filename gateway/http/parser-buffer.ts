import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";

/** As much as Node reads of a connection at once. */
const BUFFER_BYTES = 65_536;

const head = `POST / HTTP/1.1\r\nhost: wash\r\ncontent-length: ${BUFFER_BYTES}\r\n\r\n`;

/**
 * Makes a function that washes the buffer, once for all who ask while it waits or runs. A wash that
 * fails for want of a socket is let be: the next requests overwrite the buffer too.
 */
export function createParserWash(): () => void {
  let isRunning = false;
  let isAskedAgain = false;
  const wash = (): void => {
    isAskedAgain = isRunning;
    if (isRunning) return;
    isRunning = true;
    void washParserBuffer()
      .catch(() => undefined)
      .then(() => {
        isRunning = false;
        if (isAskedAgain) wash();
      });
  };
  return wash;
}

/**
 * Overwrites the buffer that Node reads every HTTP connection into. There is one in a process, out of
 * reach of any code, and what was received last stays in it until something as long is received: so
 * this receives something.
 */
async function washParserBuffer(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer((req, res) => {
    req.on("end", () => res.writeHead(204, { connection: "close" }).end()).resume();
  });
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => {
      socket.write(head);
      // Wherever the reads begin and end, one of them is full.
      socket.write(Buffer.alloc(BUFFER_BYTES, "."));
    });
    socket.once("error", reject);
    socket.once("close", () => server.close(() => resolve()));
    socket.resume();
  });
  await promise;
}
