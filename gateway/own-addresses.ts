import { networkInterfaces } from "node:os";
import { GatewayError } from "./errors.ts";

/** The addresses this process listens on, so that it never calls itself. */
export interface OwnAddresses {
  /** Adds a port this process listens on. */
  readonly add: (port: number) => void;
  /** @throws GatewayError `INTERNAL_ERROR` if the destination is this process: a request would go round for ever. */
  readonly assertForeign: (destination: { readonly host: string; readonly port: number }) => void;
}

/** No address yet. */
export function createOwnAddresses(): OwnAddresses {
  const ports = new Set<number>();
  return {
    add: (port) => void ports.add(port),
    assertForeign: ({ host, port }) => {
      if (!ports.has(port) || !isThisMachine(host)) return;
      throw new GatewayError(
        "INTERNAL_ERROR",
        `The upstream ${host}:${port} is the gateway itself. Correct the origin or upstream in the configuration.`,
      );
    },
  };
}

function isThisMachine(host: string): boolean {
  if (host === "localhost" || host === "::1" || host.startsWith("127.")) return true;
  return Object.values(networkInterfaces()).some((list) =>
    list?.some(({ address }) => address === host),
  );
}
