import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** What may leave HTTP on a connection of the listener; every other `Upgrade` is ignored. */
export interface Upgrades {
  /** Whether a request is one of those. Asked before anything else is known of it. */
  readonly accepts: (req: IncomingMessage) => boolean;
  /** Takes the connection over, whatever comes of it; the request's head is sound. */
  readonly serve: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
}
