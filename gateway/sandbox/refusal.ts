import { FACTOR_ATTEMPTS, otpStateOf, type FactorState } from "./sessions/scenarios.ts";

/** Why a request was refused, in a word: what the counters count and the logbook shows. */
export type RefusalReason =
  | "stale-rules"
  | "app-token"
  | "clock"
  | "malformed"
  | "dead-session"
  | "wrong-user"
  | "challenged"
  | "credentials"
  | "captcha"
  | "not-found"
  | "invalid"
  | "too-large"
  | "rate-limited";

/** The upstream's refusal of one request, with the answer it gives. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly status: number;
  readonly body: { readonly error: Readonly<Record<string, unknown>> };

  constructor(
    reason: RefusalReason,
    status: number,
    message: string,
    error: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.reason = reason;
    this.status = status;
    this.body = { error: { ...error, message } };
  }
}

/** The signature, its time or its token does not belong to an accepted build. */
export function refreshPage(reason: "stale-rules" | "app-token" | "clock"): Refusal {
  return new Refusal(reason, 400, "Please refresh the page", { code: 401 });
}

/** The session is gone, or there is none where one is needed. */
export function accessDenied(): Refusal {
  return new Refusal("dead-session", 401, "Access denied.");
}

/** Cookies, user id, x-bc and user agent do not belong together. */
export function wrongUser(): Refusal {
  return new Refusal("wrong-user", 401, "Wrong user.", { code: 301 });
}

/** A second factor is needed, by an authenticator app unless said otherwise. */
export function secondFactor(
  state: FactorState = { factor: "app", sendsLeft: 0, checksLeft: FACTOR_ATTEMPTS },
): Refusal {
  return new Refusal("challenged", 400, "Please enter the code", {
    code: 101,
    payload: { otpState: otpStateOf(state), strong: false },
  });
}

/** Parameters that the upstream could not read. */
export function somethingWrong(): Refusal {
  return new Refusal("malformed", 400, "Something went wrong. [5a4db0c5]", { code: 0 });
}

/** The thing asked for does not exist; `message` says which, in the upstream's words. */
export function notFound(message: string): Refusal {
  return new Refusal("not-found", 404, message, { code: 0 });
}

/** A parameter or body that the upstream understood and does not take. */
export function invalid(message: string): Refusal {
  return new Refusal("invalid", 400, message, { code: 0 });
}
