import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cleanup } from "../support/cleanup.ts";

/** An app's own site, which shows whatever page it is given for a path. */
export async function startApp(cleanup: Cleanup) {
  const pages = new Map<string, string>();
  const server = createServer(({ url = "/" }, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(pages.get(url.split("?", 1)[0] ?? "") ?? "<!doctype html><title>App</title>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, pages };
}
