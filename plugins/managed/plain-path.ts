import { GatewayError } from "../../gateway/chain/plugin.ts";

// No percent-encoding, backslash, path parameter, control or non-ASCII character, no empty segment and
// none of dots alone: whoever reads such a path reads the same segments (RFC 3986 §6.2.2, §5.2.4).
const PLAIN = /^(?:\/(?!\.+(?:\/|$))[\w.~:@,+=-]+)*\/?$/;

/**
 * Insists that a path to be passed on means the same to everyone, so that what was checked is what the
 * upstream serves. No upstream path needs anything else; the query is free.
 * @throws GatewayError `BAD_REQUEST`
 */
export function assertPlainPath(path: string): void {
  if (PLAIN.test(path)) return;
  throw new GatewayError(
    "BAD_REQUEST",
    "The path can be understood in more than one way. Write it plainly: no percent-encoding, `\\`, `;`, `//`, `.` or `..`.",
  );
}
