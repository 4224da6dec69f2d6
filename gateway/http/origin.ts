import type { Origin } from "./transport.ts";

/** Splits `scheme://host[:port]`, once per origin. @throws TypeError if it is no http(s) origin. */
export function createOrigins(): (origin: string) => Origin {
  const known = new Map<string, Origin>();
  return (text) => {
    let origin = known.get(text);
    if (origin === undefined) {
      origin = parseOrigin(text);
      known.set(text, origin);
    }
    return origin;
  };
}

function parseOrigin(text: string): Origin {
  const { protocol, host, hostname, port } = new URL(text);
  if (protocol !== "http:" && protocol !== "https:") {
    throw new TypeError(`"${text}" is no http or https origin`);
  }
  return {
    protocol,
    host,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  };
}
