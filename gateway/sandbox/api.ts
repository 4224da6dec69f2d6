import type { IncomingMessage } from "node:http";
import { parseObject, readBody } from "./read-body.ts";
import { accessDenied, notFound, Refusal, secondFactor } from "./refusal.ts";
import { json, type Reply, type ReplyHeaders } from "./reply.ts";
import { createRouter } from "./routes/match.ts";
import type { Call, Route } from "./routes/route.ts";
import { ROUTES } from "./routes/routes.ts";
import { deleteSession, parseCookies, setCookie, type NewCookies } from "./sessions/cookies.ts";
import { claimedUserId, identify } from "./sessions/identify.ts";
import type { UpstreamSession } from "./sessions/sessions.ts";
import { verifyHash } from "./sessions/user-hash.ts";
import { verifySignature } from "./signing/verify.ts";
import { HEX, type Random } from "./random.ts";
import { timeOf, type Stage } from "./stage.ts";
import { splitTarget } from "./target.ts";
import { passTime } from "./world/pass-time.ts";

const PREFIX = "/api2/v2/";
const MAX_BODY_BYTES = 1_048_576;
const YEAR_SECONDS = 31_536_000;
const COOKIE_LIFE_MS = 30 * 60_000;

const find = createRouter(ROUTES);

/**
 * Answers a call below `/api2/v2/`: verifies the signature, then the session, then goes by the
 * table of routes. The second value is why the call was refused.
 */
export async function answerApi(
  stage: Stage,
  request: IncomingMessage,
  target: string,
): Promise<readonly [Reply, Refusal | undefined]> {
  const cookies: NewCookies = new Map();
  try {
    const value = await answer(stage, request, target, cookies);
    return [json(value, 200, edgeHeaders(stage, cookies)), undefined];
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    if (["dead-session", "wrong-user"].includes(thrown.reason)) deleteSession(cookies);
    return [json(thrown.body, thrown.status, edgeHeaders(stage, cookies)), thrown];
  }
}

async function answer(
  stage: Stage,
  request: IncomingMessage,
  target: string,
  cookies: NewCookies,
): Promise<unknown> {
  const { headers, method = "GET" } = request;
  const isBodiless = method === "GET" || method === "HEAD";
  const content = isBodiless ? undefined : await readBody(request, MAX_BODY_BYTES);
  const now = timeOf(stage);
  const sent = parseCookies(headers.cookie);
  const userId = claimedUserId(headers, sent);
  verifySignature(stage.scheme, stage.builds, { method, target, headers, userId, now });
  verifyHash(stage.seed, userId, headers);
  const session = identify(stage.sessions, headers, sent);
  refreshCookies(stage.random, session, sent, cookies, now);

  const [path, query] = splitTarget(target.slice(PREFIX.length));
  const match = find(method === "HEAD" ? "GET" : method, path);
  if (match === undefined) throw notFound("Route not found.");
  admit(match.route, session);
  passTime(stage.world, now);
  const call: Call = {
    stage,
    session,
    world: stage.world,
    links: stage.links,
    viewer: stage.world.users.get(session.userId),
    now,
    params: match.params,
    query: new URLSearchParams(query),
    body: content === undefined ? {} : parseObject(content),
    cookies,
  };
  return match.route.answer(call);
}

function admit(route: Route, session: UpstreamSession): void {
  if (session.userId === 0 && route.guests !== true) throw accessDenied();
  if (session.state === "challenged" && route.whileChallenged !== true) throw secondFactor();
}

function refreshCookies(
  random: Random,
  session: UpstreamSession,
  sent: ReadonlyMap<string, string>,
  cookies: NewCookies,
  now: number,
): void {
  if (session.userId === 0 && sent.get("sess") !== session.sess)
    setCookie(cookies, "sess", session.sess, YEAR_SECONDS);
  if (now < session.freshCookiesFrom) return;
  session.freshCookiesFrom = now + COOKIE_LIFE_MS;
  session.csrf = random.text(32, HEX);
  setCookie(cookies, "csrf", session.csrf, YEAR_SECONDS);
  setCookie(cookies, "st", random.text(64, HEX), YEAR_SECONDS);
  setCookie(cookies, "__cf_bm", random.text(43, HEX), COOKIE_LIFE_MS / 1000);
}

function edgeHeaders(stage: Stage, cookies: NewCookies): ReplyHeaders {
  const ray = stage.random.int(0, 0xffffffff).toString(16).padStart(16, "8");
  return {
    server: "cloudflare",
    date: new Date(timeOf(stage)).toUTCString(),
    "cf-ray": `${ray}-AMS`,
    "cf-cache-status": "DYNAMIC",
    "x-of-rev": stage.builds.newest().revision,
    "cache-control": "no-store, no-cache, must-revalidate",
    ...(cookies.size > 0 && { "set-cookie": [...cookies.values()] }),
  };
}
