import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { systemClock } from "../../gateway/clock.ts";
import { unfold, type RulesFormat } from "../../gateway/rules/unfold.ts";
import { startSandbox, type Sandbox } from "../../gateway/sandbox/sandbox.ts";
import { createCertificate } from "./certificates.ts";
import type { Cleanup } from "./cleanup.ts";
import { silentLog } from "./silent-log.ts";

/** A name no resolver knows: it is reached through a proxy that resolves it, or not at all. */
export const LIVE_HOST = "live.test";

/** A stand-in for the live site: the sandbox under a name and a certificate of its own. */
export interface LiveSite {
  readonly origin: string;
  readonly port: number;
  readonly accounts: Sandbox["accounts"];
  readonly rules: Sandbox["rules"];
  /** Sends a command to its script, past TLS. */
  readonly command: (name: string, body?: object) => Promise<void>;
  /** Its published rules in three community formats, and whether they can be had. */
  readonly feeds: { readonly urls: readonly string[]; isDead: boolean };
}

const FEED_FORMATS: readonly RulesFormat[] = ["deviint", "datahoarders", "rafa"];

/** Starts it on loopback; its certificate is trusted by this process until the test is over. */
export async function startLiveSite(cleanup: Cleanup): Promise<LiveSite> {
  const sandbox = await startSandbox({
    clock: systemClock,
    log: silentLog,
    seed: "live",
    hostname: LIVE_HOST,
  });
  cleanup.after(sandbox.close);
  const plainPort = Number(new URL(sandbox.url).port);
  const scriptUrl = `http://127.0.0.1:${plainPort}/_sandbox`;
  const { cert, key } = createCertificate(LIVE_HOST);
  trust(cleanup, cert);
  const front = createServer({ cert, key }, (client) => {
    const inner = connect(plainPort, "127.0.0.1");
    const end = () => [client, inner].forEach((socket) => socket.destroy());
    for (const socket of [client, inner]) socket.on("error", end).on("close", end);
    client.pipe(inner).pipe(client);
  });
  const port = await open(cleanup, front);

  const feeds = { urls: [] as string[], isDead: false };
  const publisher = createHttpServer((request, response) => {
    if (feeds.isDead) return void response.writeHead(503).end();
    void fetch(`${scriptUrl}/rules.json`)
      .then((answer) => answer.json())
      .then((rules) => {
        const format = (request.url ?? "").slice(1);
        response.end(JSON.stringify(unfold(rules as Record<string, unknown>, format)));
      });
  });
  const feedPort = await open(cleanup, publisher);
  feeds.urls.push(...FEED_FORMATS.map((format) => `http://127.0.0.1:${feedPort}/${format}`));

  return {
    origin: `https://${LIVE_HOST}:${port}`,
    port,
    accounts: sandbox.accounts,
    rules: sandbox.rules,
    feeds,
    command: async (name, body = {}) => {
      const answer = await fetch(`${scriptUrl}/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`/_sandbox/${name} answered ${answer.status}`);
      await answer.arrayBuffer();
    },
  };
}

/** Adds an authority to those of this process until the test is over. */
function trust(cleanup: Cleanup, authority: string): void {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, authority]);
  cleanup.after(() => setDefaultCACertificates(before));
}

async function open(cleanup: Cleanup, server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}
