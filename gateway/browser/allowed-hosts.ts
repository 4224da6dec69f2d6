import { isIP } from "node:net";
import type { Destination } from "../egress/egress.ts";

/** Where a login's browser may go: the environment's own origin, and over TLS the hosts that it needs besides. */
export interface AllowedHosts {
  readonly tunnel: (destination: Destination) => boolean;
  /** Whether a request may go there without TLS: only the origin itself, where that has none. */
  readonly plain: (destination: Destination) => boolean;
}

/** `*.example.com` stands for every host below `example.com`, not for itself. */
export function createAllowedHosts(origin: string, patterns: readonly string[]): AllowedHosts {
  const { protocol, hostname, port } = new URL(origin);
  const isTls = protocol === "https:";
  const own = { host: hostname, port: Number(port === "" ? (isTls ? 443 : 80) : port) };
  const isOwn = ({ host, port: to }: Destination) => host === own.host && to === own.port;
  return {
    tunnel: (destination) => {
      if (isOwn(destination)) return true;
      const { host, port: to } = destination;
      return to === 443 && isIP(host) === 0 && patterns.some((pattern) => matches(pattern, host));
    },
    plain: (destination) => !isTls && isOwn(destination),
  };
}

function matches(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}
