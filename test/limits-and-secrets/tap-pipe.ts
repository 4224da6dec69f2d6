import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { Cleanup } from "../support/cleanup.ts";

/** A pipe to a server that keeps everything said through it. */
export interface TapPipe {
  readonly url: string;
  /** What went to the server. */
  readonly sent: () => Buffer;
  /** What came back. */
  readonly answered: () => Buffer;
}

/** Starts a pipe on a free port to `port` of this machine. */
export async function startTapPipe(cleanup: Cleanup, port: number): Promise<TapPipe> {
  const sent: Buffer[] = [];
  const answered: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const origin = connect(port, "127.0.0.1");
    for (const [from, to, kept] of [
      [client, origin, sent],
      [origin, client, answered],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk: Buffer) => kept.push(chunk));
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroySoon());
      from.pipe(to);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => Buffer.concat(sent),
    answered: () => Buffer.concat(answered),
  };
}
