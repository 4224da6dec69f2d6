import type { Destination } from "./egress.ts";
import { connect, type Socket } from "node:net";
import type { Clock, Timer } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { connectThrough } from "./connect.ts";
import type { Egress } from "./egress.ts";
import { egressFailed } from "./egress-error.ts";
import { socksThrough } from "./socks.ts";

/** How long a dial may take, and what may end it earlier. */
export interface DialOptions {
  /** For everything until the destination is reached: name, TCP and the proxy's handshake. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * A TCP connection to `destination` that leaves from `egress`; with a proxy, the proxy resolves the
 * name. Whatever fails, no socket is left behind and no credential is in the error.
 * @throws GatewayError `UPSTREAM_UNREACHABLE`, `UPSTREAM_TIMEOUT` when direct; `PROXY_ERROR`,
 * `EGRESS_TIMEOUT` through a proxy; `CLIENT_CLOSED` or the signal's own error when aborted.
 */
export async function dial(
  egress: Egress,
  destination: Destination,
  { timeoutMs, clock, signal }: DialOptions,
): Promise<Socket> {
  if (signal?.aborted === true) throw abortReason(signal);
  const dialed = Promise.withResolvers<Socket>();
  const socket = connect({ ...firstHop(egress, destination), noDelay: true });

  const settle = () => {
    clock.clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    socket.off("error", onError).off("close", onClose);
  };
  const fail = (error: Error) => {
    settle();
    // A second error of a dying socket has nobody left to tell.
    socket.on("error", () => undefined);
    socket.destroy();
    dialed.reject(error);
  };
  const succeed = () => {
    settle();
    dialed.resolve(socket);
  };
  const onError = (error: Error) => fail(connectionFailed(egress, error));
  const onClose = () => fail(egressFailed(egress, "closed", "it closed during the handshake"));
  const onAbort = () => fail(abortReason(signal));

  const timer: Timer = clock.setTimeout(() => fail(tookTooLong(egress, timeoutMs)), timeoutMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  socket.once("error", onError).once("close", onClose);
  socket.once("connect", () => {
    if (egress.kind === "direct") succeed();
    else handshake(socket, egress, destination, timeoutMs).then(succeed, fail);
  });
  return dialed.promise;
}

function firstHop(egress: Egress, destination: Destination): Destination {
  if (egress.kind === "direct") return destination;
  if (egress.host === undefined || egress.port === undefined) {
    throw egressFailed(egress, "configuration", "it has no host or port");
  }
  return { host: egress.host, port: egress.port };
}

function handshake(
  socket: Socket,
  egress: Egress,
  destination: Destination,
  timeoutMs: number,
): Promise<void> {
  return egress.kind === "connect"
    ? connectThrough(socket, egress, destination)
    : socksThrough(socket, egress, destination, timeoutMs);
}

function connectionFailed(egress: Egress, cause: Error): GatewayError {
  const code = "code" in cause ? String(cause.code) : cause.name;
  return egress.kind === "direct"
    ? new GatewayError("UPSTREAM_UNREACHABLE", `The upstream cannot be reached (${code}).`, {
        reason: code,
        cause,
      })
    : egressFailed(egress, code, `its connection failed (${code})`, cause);
}

function tookTooLong(egress: Egress, timeoutMs: number): GatewayError {
  return egress.kind === "direct"
    ? new GatewayError(
        "UPSTREAM_TIMEOUT",
        `The upstream did not accept a connection within ${timeoutMs} ms.`,
        { reason: "connect" },
      )
    : new GatewayError(
        "EGRESS_TIMEOUT",
        `The outbound proxy "${egress.id}" did not reach the upstream within ${timeoutMs} ms.`,
        { reason: "handshake" },
      );
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof GatewayError
    ? reason
    : new GatewayError("CLIENT_CLOSED", "The connection was no longer wanted.");
}
