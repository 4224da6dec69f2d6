import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { AccountServices } from "../account-services.ts";
import type { LiveBrowsers } from "../browser/live-browsers.ts";
import { createScreenSockets } from "../browser/screen-socket.ts";
import { GatewayError } from "../errors.ts";
import type { Upgrades } from "../http/upgrades.ts";
import { closeWithRefusal } from "../http/refusal.ts";
import { assertSafePlace } from "../link/places.ts";
import { cookieName, cookieOf } from "./page-reply.ts";

const PATH = /^\/link\/(lnk_[0-9A-Za-z]{24})\/screen$/;

/** The one place where a connection becomes a WebSocket: `/link/lnk_…/screen`, for the page of that visit. */
export function createScreenUpgrade(options: {
  readonly accounts: Pick<AccountServices, "link" | "clock" | "log">;
  readonly browsers: Pick<LiveBrowsers, "watch" | "close">;
  readonly newRequestId: () => string;
}): Upgrades & { readonly close: () => Promise<void> } {
  const { browsers, newRequestId } = options;
  const { link, clock, log } = options.accounts;
  const sockets = createScreenSockets(clock);

  async function serve(req: IncomingMessage, socket: Duplex, head: Buffer, requestId: string) {
    const id = PATH.exec(req.url ?? "")?.[1] ?? "";
    assertSafePlace(link.publicUrl());
    const { origin, protocol } = new URL(link.publicUrl());
    // A page of another site may open a WebSocket here, with our cookies: only the origin tells.
    if (req.headers.origin !== origin) throw forbidden("The page is not of this server.");
    const cookie = cookieOf(req, cookieName(id, protocol === "https:"));
    const visit = await link.visits.find(id, cookie);
    if (visit === undefined) throw forbidden("The visit is another browser's, or none.");
    const from = { requestId, address: link.addressOf(req) };
    const task = await link.browserTask(visit.session, from);
    if (task === undefined)
      throw new GatewayError("CONFLICT", "This visit does not sign in by a browser now.");
    await sockets.accept(req, socket, head, (watcher) => browsers.watch(task, watcher));
  }

  return {
    accepts: ({ method, url = "", headers }) =>
      method === "GET" && headers.upgrade?.toLowerCase() === "websocket" && PATH.test(url),
    serve: (req, socket, head) => {
      const requestId = newRequestId();
      socket.on("error", () => socket.destroy());
      serve(req, socket, head, requestId).catch((error: unknown) => {
        const known = error instanceof GatewayError;
        if (!known) log.error({ error, requestId }, "a screen could not be opened");
        closeWithRefusal(socket, known ? error : forbidden("It failed."), requestId);
      });
    },
    close: async () => {
      await browsers.close();
      // A viewer that does not answer must hold nothing up.
      sockets.close();
    },
  };
}

function forbidden(detail: string): GatewayError {
  return new GatewayError("FORBIDDEN", detail);
}
