import type { IncomingHttpHeaders } from "node:http";
import { refreshPage, somethingWrong } from "../refusal.ts";
import type { Builds } from "./builds.ts";
import { hmacSignature, webSignature, type HmacScheme, type SignedHead } from "./signatures.ts";

/** How signatures are checked now. */
export type Scheme = "onlyfans" | HmacScheme;

/** What the checks know of the request beyond its headers. */
export interface Arrival {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** The user id that was signed. */
  readonly userId: string;
  readonly now: number;
}

/** A signature is refused once it is a few minutes old. */
const WINDOW_MS = 5 * 60_000;
/** Several clients sign with seconds; any time below this is one. */
const SMALLEST_MILLISECONDS = 100_000_000_000;

/** @throws Refusal as the upstream gives it: the token, the time or the signature is not of an accepted build. */
export function verifySignature(scheme: Scheme, builds: Builds, arrival: Arrival): void {
  if (scheme === "onlyfans") verifyWeb(builds, arrival);
  else verifyHmac(scheme, arrival);
}

function verifyWeb(builds: Builds, arrival: Arrival): void {
  const sign = single(arrival.headers["sign"]);
  const token = single(arrival.headers["app-token"]);
  if (token !== builds.newest().app_token) throw refreshPage("app-token");
  const time = checkTime(single(arrival.headers["time"]), arrival.now);
  const [start = "", , , end = ""] = sign.split(":");
  const build = builds.accepted(start, end, arrival.now);
  if (build === undefined || webSignature(build, signedHead(arrival, time)) !== sign)
    throw refreshPage("stale-rules");
}

function verifyHmac(scheme: HmacScheme, arrival: Arrival): void {
  const time = checkTime(single(arrival.headers[scheme.timeHeader]), arrival.now);
  const sign = single(arrival.headers[scheme.signHeader]);
  if (hmacSignature(scheme, signedHead(arrival, time)) !== sign) throw refreshPage("stale-rules");
}

function checkTime(time: string, now: number): string {
  if (time === "") throw refreshPage("clock");
  if (!/^\d{10,13}$/.test(time)) throw somethingWrong();
  const value = Number(time);
  const ms = value < SMALLEST_MILLISECONDS ? value * 1000 : value;
  if (Math.abs(now - ms) > WINDOW_MS) throw refreshPage("clock");
  return time;
}

function signedHead(arrival: Arrival, time: string): SignedHead {
  return {
    method: arrival.method,
    target: arrival.target,
    time,
    userId: arrival.userId,
    userAgent: single(arrival.headers["user-agent"]),
    xBc: single(arrival.headers["x-bc"]),
  };
}

function single(value: string | readonly string[] | undefined): string {
  return typeof value === "string" ? value : "";
}
