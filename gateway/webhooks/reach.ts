import { isIPv4 } from "node:net";
import { isPublicAddress } from "../egress/public-address.ts";

/** Where an endpoint may be: anywhere in public, or on this machine too. */
export type Reach = "public" | "public-or-loopback";

/** Whether deliveries may go to an address. Loopback is only reached if asked for, what is not public never. */
export function isReachable(address: string, reach: Reach): boolean {
  const isLoopback = address === "::1" || (isIPv4(address) && address.startsWith("127."));
  return isLoopback ? reach === "public-or-loopback" : isPublicAddress(address);
}
