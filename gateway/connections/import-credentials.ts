import { GatewayError } from "../errors.ts";
import { createCookieJar } from "../upstream/cookie-jar.ts";

/** A session as an organization hands it in. */
export interface HandedIn {
  readonly cookie: string;
  readonly userAgent: string;
  /** The browser's `bcTokenSha`; the cookie `fp` unless given. */
  readonly xBc?: string | undefined;
  /** When the cookie `sess` ends, where its browser says so: a time such as 2026-01-31T12:00:00Z. */
  readonly sessionEndsAt?: string | undefined;
}

/** A session that can be sent as it is, and whose it says it is. */
export interface Credentials {
  readonly upstreamUserId: string;
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
  readonly sessionEndsAt?: number;
}

/**
 * Reads a session that was handed in. What is wrong is said without repeating any of it.
 * @throws GatewayError `BAD_REQUEST` naming the part, in `reason` too.
 */
export function readCredentials({ cookie, userAgent, xBc, ...rest }: HandedIn): Credentials {
  if (!headerSafe.test(cookie))
    throw unusable("bad_cookie", "`cookie` holds characters a header cannot");
  if (!headerSafe.test(userAgent) || userAgent.trim() !== userAgent)
    throw unusable(
      "bad_user_agent",
      "`userAgent` holds characters a header cannot, or spaces around it",
    );
  const jar = createCookieJar(cookie);
  const names = namesIn(cookie);
  if (names.size !== jar.entries().size)
    throw unusable(
      "bad_cookie",
      "`cookie` has more than 64 cookies, one over 4 KiB, or is no `cookie` header",
    );
  const fp = jar.get("fp");
  const token = xBc ?? fp;
  for (const name of ["auth_id", "sess"])
    if ((jar.get(name) ?? "") === "") throw unusable(`no_${name}`, `\`cookie\` lacks \`${name}\``);
  if (token === undefined)
    throw unusable(
      "no_x_bc",
      "`cookie` lacks `fp`; send the browser's `bcTokenSha` as `xBc` instead",
    );
  if (!tokenForm.test(token))
    throw unusable("bad_x_bc", "`xBc`, or the cookie `fp`, is not of its form");
  if (fp !== undefined && fp !== token)
    throw unusable("other_x_bc", "`xBc` and the cookie `fp` differ");
  const upstreamUserId = jar.get("auth_id") ?? "";
  if (!userIdForm.test(upstreamUserId))
    throw unusable("bad_cookie", "the cookie `auth_id` is no user ID");
  const credentials = { upstreamUserId, cookie: jar.header(), userAgent, xBc: token };
  if (rest.sessionEndsAt === undefined) return credentials;
  const sessionEndsAt = Date.parse(rest.sessionEndsAt);
  if (Number.isNaN(sessionEndsAt))
    throw unusable("bad_session_end", "`sessionEndsAt` is no time such as 2026-01-31T12:00:00Z");
  return { ...credentials, sessionEndsAt };
}

const headerSafe = /^[\x20-\x7e]+$/;
const tokenForm = /^[0-9A-Za-z]{16,64}$/;
const userIdForm = /^[1-9]\d{0,18}$/;

function namesIn(cookie: string): ReadonlySet<string> {
  const parts = cookie.split(";").filter((part) => part.trim() !== "");
  return new Set(parts.map((part) => part.split("=", 1)[0]?.trim() ?? ""));
}

function unusable(reason: string, what: string): GatewayError {
  return new GatewayError("BAD_REQUEST", `The session cannot be used: ${what}.`, { reason });
}
