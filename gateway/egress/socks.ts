import type { Socket } from "node:net";
import { SocksClient } from "socks";
import type { Destination, Egress } from "./egress.ts";
import { egressFailed } from "./egress-error.ts";

/**
 * Asks the SOCKS5 proxy at the other end of `socket` for a connection (RFC 1928, RFC 1929). The
 * destination's name goes to the proxy unresolved.
 * @throws GatewayError `PROXY_ERROR` with `authentication`, `unreachable` or `protocol` as reason.
 */
export async function socksThrough(
  socket: Socket,
  egress: Egress,
  destination: Destination,
  timeoutMs: number,
): Promise<void> {
  const { host = "", port = 0, username, password = "" } = egress;
  for (const text of [username ?? "", password, destination.host]) {
    // One byte carries each length; the package would throw where nobody can catch it.
    if (Buffer.byteLength(text) > 255)
      throw egressFailed(egress, "configuration", "a name or credential exceeds 255 bytes");
  }
  try {
    await SocksClient.createConnection({
      command: "connect",
      proxy: {
        type: 5,
        host,
        port,
        ...(username !== undefined && { userId: username, password }),
      },
      destination: { ...destination },
      // The caller's deadline is the shorter one; this only ends the package's own timer.
      timeout: timeoutMs + 1_000,
      existing_socket: socket,
    });
  } catch (thrown) {
    // Not kept as the cause: the package's errors carry the proxy's password.
    const text = thrown instanceof Error ? thrown.message : "";
    throw egressFailed(egress, ...failure(text));
  }
}

function failure(text: string): [reason: string, what: string] {
  if (/authentication/i.test(text)) return ["authentication", "it does not accept the credentials"];
  const refusal = /rejected connection - (\w+)/i.exec(text)?.[1];
  if (refusal !== undefined) return ["unreachable", `it cannot reach the upstream (${refusal})`];
  return ["protocol", "its answer is not SOCKS5"];
}
