import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import { createHandler } from "./handle.ts";
import type { SandboxAccount } from "./sessions/accounts.ts";
import type { PublishedRules } from "./signing/builds.ts";
import { createStage } from "./stage.ts";

/** The pretend upstream while it runs. */
export interface Sandbox {
  /** Its origin; `/api2/v2/*`, files, uploads and `/_sandbox/*` are below it. */
  readonly url: string;
  /** Two accounts whose sessions work at once. */
  readonly accounts: { readonly creator: SandboxAccount; readonly fan: SandboxAccount };
  /** The newest build's rules, whether or not the feed shows them. */
  readonly rules: () => PublishedRules;
  /** Ends at once, open connections included. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the pretend upstream: an ordinary HTTP server, offline, the same for the same seed.
 * `hostname` is how its own links call it, where that differs from the address it listens on.
 * @throws the listener's error, such as `EADDRINUSE`.
 */
export async function startSandbox(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly host?: string;
  readonly port?: number;
  readonly seed?: string;
  readonly hostname?: string;
}): Promise<Sandbox> {
  const { clock, log, host = "127.0.0.1", port = 0, seed = "sandbox" } = options;
  const server = createServer({ keepAliveTimeout: 75_000 });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, "listening");

  const name = options.hostname ?? (host.includes(":") ? `[${host}]` : host);
  const origin = `http://${name}:${(server.address() as AddressInfo).port}`;
  const stage = createStage({
    clock,
    log,
    seed,
    origin,
    openSockets: () => sockets.size,
  });
  server.on("request", createHandler(stage));
  log.info({ origin }, "The sandbox upstream is ready.");

  let closed: Promise<unknown> | undefined;
  return {
    url: origin,
    accounts: { creator: stage.accounts.creator, fan: stage.accounts.fan },
    rules: stage.builds.newest,
    close: async () => {
      closed ??= once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
