import { isIPv6, type Socket } from "node:net";
import type { Destination, Egress } from "./egress.ts";
import { egressFailed } from "./egress-error.ts";

const maxHeadBytes = 16_384;

/**
 * Asks the HTTP proxy at the other end of `socket` for a tunnel (RFC 9110 §9.3.6). Bytes after the
 * proxy's head belong to the tunnel and are there to be read. Rejects if the proxy refuses or does
 * not speak HTTP; a proxy that says nothing is the caller's deadline to end.
 * @throws GatewayError `PROXY_ERROR` with `authentication`, `refused`, `unreachable` or `protocol` as reason.
 */
export function connectThrough(
  socket: Socket,
  egress: Egress,
  destination: Destination,
): Promise<void> {
  const tunnel = Promise.withResolvers<undefined>();
  let received: Buffer = Buffer.alloc(0);

  const end = (settle: () => void) => {
    socket.off("readable", read);
    settle();
  };
  const fail = (reason: string, what: string) => {
    end(() => tunnel.reject(egressFailed(egress, reason, what)));
  };
  const read = () => {
    for (let chunk = take(socket); chunk !== null; chunk = take(socket)) {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf("\r\n\r\n");
      if (headEnd < 0 && received.length <= maxHeadBytes) continue;
      if (headEnd < 0 || headEnd > maxHeadBytes) {
        fail("protocol", `its answer's head exceeds ${maxHeadBytes} bytes`);
        return;
      }
      const rest = received.subarray(headEnd + 4);
      const status = statusOf(received.toString("latin1", 0, headEnd));
      if (status === undefined) fail("protocol", "its answer is not HTTP");
      else if (status < 200 && status !== 101) {
        // Interim answers may precede the final one (RFC 9110 §15.2); the loop goes on with what follows.
        received = Buffer.alloc(0);
        if (rest.length > 0) socket.unshift(rest);
        continue;
      } else if (status >= 300 || status === 101) fail(...refusal(status));
      else {
        // Unshifted only without a listener for `readable`, or the bytes would come back here.
        end(() => tunnel.resolve(undefined));
        if (rest.length > 0) socket.unshift(rest);
      }
      return;
    }
  };
  socket.on("readable", read);
  socket.write(requestHead(egress, destination), "latin1");
  return tunnel.promise;
}

function take(socket: Socket): Buffer | null {
  return socket.read() as Buffer | null;
}

function requestHead(egress: Egress, { host, port }: Destination): string {
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const { username, password = "" } = egress;
  const credentials =
    username === undefined
      ? ""
      : `Proxy-Authorization: Basic ${Buffer.from(`${username}:${password}`).toString("base64")}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`;
}

function statusOf(head: string): number | undefined {
  const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |\r\n|$)/.exec(head)?.[1];
  return status === undefined ? undefined : Number(status);
}

function refusal(status: number): [reason: string, what: string] {
  if (status === 407) return ["authentication", "it does not accept the credentials (407)"];
  if (status === 502 || status === 503 || status === 504)
    return ["unreachable", `it cannot reach the upstream (${status})`];
  return ["refused", `it refuses the tunnel (${status})`];
}
