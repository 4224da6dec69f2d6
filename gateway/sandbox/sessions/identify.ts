import type { IncomingHttpHeaders } from "node:http";
import { accessDenied, somethingWrong, wrongUser } from "../refusal.ts";
import type { Sessions, UpstreamSession } from "./sessions.ts";

/** The user id a request claims: the header, else the cookie, else `0`. */
export function claimedUserId(
  headers: IncomingHttpHeaders,
  cookies: ReadonlyMap<string, string>,
): string {
  const header = headers["user-id"];
  return typeof header === "string" ? header : (cookies.get("auth_id") ?? "0");
}

/**
 * The session a request belongs to; a guest without one gets a new one.
 * @throws Refusal "Access denied." without a living session; "Wrong user." if cookies, user id, x-bc and user agent do not belong together, which also ends the session.
 */
export function identify(
  sessions: Sessions,
  headers: IncomingHttpHeaders,
  cookies: ReadonlyMap<string, string>,
): UpstreamSession {
  const xBc = headers["x-bc"];
  const userAgent = headers["user-agent"];
  if (typeof xBc !== "string" || !/^[a-z0-9]{40}$/.test(xBc)) throw somethingWrong();
  if (userAgent === undefined || userAgent === "") throw somethingWrong();

  const session = sessions.find(cookies.get("sess"));
  const userId = claimedUserId(headers, cookies);
  const isGuest = userId === "0" && !cookies.has("auth_id");
  if (isGuest && (session === undefined || session.userId === 0))
    return session?.xBc === xBc && session.userAgent === userAgent
      ? session
      : sessions.open(0, xBc, userAgent);

  if (session?.callsLeft === 0) session.state = "dead";
  if (session === undefined || session.state === "dead") throw accessDenied();
  session.callsLeft -= 1;
  const belongs =
    userId === String(session.userId) &&
    cookies.get("auth_id") === userId &&
    xBc === session.xBc &&
    (cookies.get("fp") ?? xBc) === xBc &&
    userAgent === session.userAgent;
  if (!belongs) {
    session.state = "dead";
    throw wrongUser();
  }
  return session;
}
