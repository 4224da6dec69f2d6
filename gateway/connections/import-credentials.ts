import { GatewayError } from "../errors.ts";
import { createCookieJar } from "../upstream/cookie-jar.ts";

/** A session as an organization hands it in. */
export interface HandedIn {
  readonly cookie: string;
  readonly userAgent: string;
  /** The browser's `bcTokenSha`; the cookie `fp` unless given. */
  readonly xBc?: string | undefined;
}

/** A session that can be sent as it is, and whose it says it is. */
export interface Credentials {
  readonly upstreamUserId: string;
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
}

/**
 * Reads a session that was handed in. What is wrong is said without repeating any of it.
 * @throws GatewayError `BAD_REQUEST` naming the part.
 */
export function readCredentials({ cookie, userAgent, xBc }: HandedIn): Credentials {
  if (!headerSafe.test(cookie)) throw unusable("`cookie` holds characters a header cannot");
  if (!headerSafe.test(userAgent) || userAgent.trim() !== userAgent)
    throw unusable("`userAgent` holds characters a header cannot, or spaces around it");
  const jar = createCookieJar(cookie);
  const names = namesIn(cookie);
  if (names.size !== jar.entries().size)
    throw unusable("`cookie` has more than 64 cookies, one over 4 KiB, or is no `cookie` header");
  const fp = jar.get("fp");
  const token = xBc ?? fp;
  for (const name of ["auth_id", "sess"])
    if ((jar.get(name) ?? "") === "") throw unusable(`\`cookie\` lacks \`${name}\``);
  if (token === undefined)
    throw unusable("`cookie` lacks `fp`; send the browser's `bcTokenSha` as `xBc` instead");
  if (!tokenForm.test(token)) throw unusable("`xBc`, or the cookie `fp`, is not of its form");
  if (fp !== undefined && fp !== token) throw unusable("`xBc` and the cookie `fp` differ");
  const upstreamUserId = jar.get("auth_id") ?? "";
  if (!userIdForm.test(upstreamUserId)) throw unusable("the cookie `auth_id` is no user ID");
  return { upstreamUserId, cookie: jar.header(), userAgent, xBc: token };
}

const headerSafe = /^[\x20-\x7e]+$/;
const tokenForm = /^[0-9A-Za-z]{16,64}$/;
const userIdForm = /^[1-9]\d{0,18}$/;

function namesIn(cookie: string): ReadonlySet<string> {
  const parts = cookie.split(";").filter((part) => part.trim() !== "");
  return new Set(parts.map((part) => part.split("=", 1)[0]?.trim() ?? ""));
}

function unusable(what: string): GatewayError {
  return new GatewayError("BAD_REQUEST", `The session cannot be used: ${what}.`);
}
