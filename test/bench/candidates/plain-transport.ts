import { request as httpRequest } from "node:http";
import type { Transport } from "../../../gateway/http/transport.ts";
import { serveCountersign } from "./serve-countersign.ts";

// How far the same gateway gets with the shortest transport there can be: node:http and no library.
const plainTransport: Transport = (sent) => {
  const { origin, method, path, headers, agent } = sent;
  const outgoing = httpRequest({
    host: origin.hostname,
    port: origin.port,
    method,
    path,
    headers,
    agent,
  });
  const head = new Promise<Awaited<ReturnType<Transport>["head"]>>((resolve, reject) => {
    outgoing.on("response", resolve);
    outgoing.on("error", reject);
  });
  sent.body.pump(outgoing);
  return {
    head,
    abort: (reason) => outgoing.destroy(reason),
    usedPooledSocket: () => outgoing.reusedSocket,
  };
};

await serveCountersign({ transport: plainTransport });
