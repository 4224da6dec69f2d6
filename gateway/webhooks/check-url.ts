import { isIP } from "node:net";
import { GatewayError } from "../errors.ts";
import { isLoopbackHost } from "../loopback.ts";
import { isReachable, type Reach } from "./reach.ts";

/**
 * The URL an endpoint is to have: `https` on port 443 or 8443, without a user or fragment, and no
 * address that is never reached. With `public-or-loopback` it may also be `http` on this machine.
 * Names are checked when they are resolved, at each attempt.
 * @throws GatewayError `BAD_REQUEST` saying what is wrong.
 */
export function checkUrl(text: string, reach: Reach): URL {
  const url = URL.parse(text);
  if (url === null) throw refused("it is no URL");
  if (url.username !== "" || url.password !== "") throw refused("it holds a user or password");
  if (url.hash !== "") throw refused("it has a fragment");
  if (text.length > MAX_LENGTH) throw refused(`it is longer than ${MAX_LENGTH} characters`);
  const host = hostOf(url);
  if (reach === "public-or-loopback" && isLoopbackHost(url.hostname)) {
    if (url.protocol === "http:" || url.protocol === "https:") return url;
    throw refused("it is not http or https");
  }
  if (url.protocol !== "https:") throw refused("it is not https");
  if (url.port !== "" && url.port !== "8443") throw refused("its port is not 443 or 8443");
  if (isIP(host) !== 0 && !isReachable(host, reach)) throw refused("its address is not public");
  if (/(^|\.)localhost\.?$/.test(host)) throw refused("its address is not public");
  return url;
}

/** The name or address of a URL, an IPv6 one without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

const MAX_LENGTH = 2_048;

function refused(why: string): GatewayError {
  return new GatewayError("BAD_REQUEST", `The webhook URL cannot be used: ${why}.`, {
    reason: "url",
    nextActions: ["Use an https URL on a public host."],
  });
}
