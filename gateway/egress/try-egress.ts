import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { dial } from "./dial.ts";
import type { Egress } from "./egress.ts";

/** How long each step to an upstream took through an egress. */
export interface EgressTrial {
  /** Until the upstream was reached: the proxy's own handshake included. */
  readonly connectMs: number;
  /** Until TLS with it stood; missing where it speaks plain HTTP. */
  readonly tlsMs?: number;
}

/**
 * Goes all the way to an upstream and asks nothing of it.
 * @throws GatewayError what `dial` throws; `UPSTREAM_UNREACHABLE` if TLS fails, as it does behind a proxy that reads along.
 */
export async function tryEgress(
  egress: Egress,
  origin: URL,
  { clock, timeoutMs }: { readonly clock: Clock; readonly timeoutMs: number },
): Promise<EgressTrial> {
  const isTls = origin.protocol === "https:";
  const host = origin.hostname.replace(/^\[|\]$/g, "");
  const port = Number(origin.port || (isTls ? 443 : 80));
  const startedMs = clock.elapsed();
  const socket = await dial(egress, { host, port }, { clock, timeoutMs });
  const connectedMs = clock.elapsed();
  const connectMs = Math.round(connectedMs - startedMs);
  try {
    if (!isTls) return { connectMs };
    await secure(socket, host, clock, timeoutMs);
    return { connectMs, tlsMs: Math.round(clock.elapsed() - connectedMs) };
  } finally {
    socket.destroy();
  }
}

async function secure(socket: Socket, host: string, clock: Clock, timeoutMs: number) {
  const secured = Promise.withResolvers<undefined>();
  const fail = (what: string, cause?: unknown) => {
    const message = `The TLS handshake with the upstream failed: ${what}.`;
    secured.reject(new GatewayError("UPSTREAM_UNREACHABLE", message, { reason: "tls", cause }));
  };
  const timer = clock.setTimeout(() => fail(`it took over ${timeoutMs} ms`), timeoutMs);
  const tls = connectTls({ socket, servername: host, minVersion: "TLSv1.2" });
  tls.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error));
  tls.once("close", () => fail("it was closed"));
  tls.once("secureConnect", () => secured.resolve(undefined));
  try {
    await secured.promise;
  } finally {
    clock.clearTimeout(timer);
    tls.destroy();
  }
}
