import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Cleanup } from "../support/cleanup.ts";

/** What a receiver got. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

/** A webhook receiver on loopback that answers as it is told, and says when it has got so many. */
export async function startReceiver(
  cleanup: Cleanup,
  answer: (response: ServerResponse, received: Received) => void = (response) => response.end(),
) {
  const got: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const received = { headers: request.headers, body, path: request.url ?? "" };
      got.push(received);
      answer(response, received);
      for (const check of waiting) check();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    got,
    types: () => got.map(({ body }) => (JSON.parse(body) as { type: string }).type),
    received: (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (got.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
