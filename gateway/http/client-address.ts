import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/**
 * Makes the function that tells a request's client address. `X-Forwarded-For` is believed only from
 * the proxies listed, and read from the right: whatever the client wrote into it stays on the left.
 * @throws Error naming an entry that is neither an address nor a CIDR block.
 */
export function createClientAddress(
  trustedProxies: readonly string[],
): (req: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTrusted(trusted, entry);
  const isTrusted = (address: string) =>
    trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? "");
    const forwarded = headers["x-forwarded-for"];
    if (forwarded === undefined || trustedProxies.length === 0) return address;
    const hops = (Array.isArray(forwarded) ? forwarded.join(",") : forwarded).split(",");
    for (const hop of hops.toReversed()) {
      if (!isTrusted(address)) break;
      const next = plain(hop.trim());
      if (isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

function addTrusted(trusted: BlockList, entry: string): void {
  const [address = "", prefix] = entry.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (isIP(address) === 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) {
    throw new Error(`server.trustedProxies: "${entry}" is no address or CIDR block.`);
  }
  if (prefix === undefined) trusted.addAddress(address, family);
  else trusted.addSubnet(address, Number(prefix), family);
}

/** An IPv4 address as such, also where the socket speaks IPv6. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
