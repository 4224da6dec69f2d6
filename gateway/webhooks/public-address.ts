import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Where an endpoint may be: anywhere in public, or on this machine too. */
export type Reach = "public" | "public-or-loopback";

/**
 * Whether deliveries may go to an address. Loopback is only reached if asked for; private, shared,
 * link-local, reserved, multicast, documentation and translated addresses never are
 * (IANA special-purpose registries, RFC 6890).
 */
export function isReachable(address: string, reach: Reach): boolean {
  if (isIPv4(address)) {
    if (loopback.check(address)) return reach === "public-or-loopback";
    return !special4.check(address);
  }
  if (!isIPv6(address)) return false;
  if (address === "::1") return reach === "public-or-loopback";
  // Of IPv6 only 2000::/3 is given out at all; mapped and NAT64 forms of IPv4 are outside of it.
  return global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}

const loopback = listOf("ipv4", ["127.0.0.0/8"]);

const special4 = listOf("ipv4", [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]);

const global6 = listOf("ipv6", ["2000::/3"]);

const special6 = listOf("ipv6", [
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
]);

function listOf(family: "ipv4" | "ipv6", subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = "", prefix] = subnet.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
