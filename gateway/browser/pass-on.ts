import { request, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";

/**
 * Passes a request that a browser made without TLS on over a connection of its own, and its answer back.
 * What it posts is all there to be read, so nothing of it is left: `wash` is called once it was received.
 */
export function passOn(
  req: IncomingMessage,
  res: ServerResponse,
  upstream: Socket,
  wash: () => void,
): void {
  const { pathname, search } = new URL(req.url ?? "");
  const headers = { ...req.headers };
  for (const own of ["proxy-authorization", "proxy-connection"]) delete headers[own];
  const onward = request({
    method: req.method,
    path: pathname + search,
    headers: { ...headers, connection: "close" },
    createConnection: () => upstream,
  });
  onward.on("response", (answer) => {
    // The browser may have gone by now, and nothing can be piped to it.
    if (res.destroyed) return void upstream.destroy();
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, res, () => upstream.destroy());
  });
  onward.on("error", () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(502).end();
  });
  req.on("data", (chunk: Buffer) => {
    const isRoom = onward.write(chunk, () => void chunk.fill(0));
    if (!isRoom) req.pause();
  });
  onward.on("drain", () => req.resume());
  req.on("end", () => {
    onward.end();
    wash();
  });
  req.on("error", () => onward.destroy());
}
