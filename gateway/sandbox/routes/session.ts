import { accessDenied, invalid, Refusal, secondFactor } from "../refusal.ts";
import type { AccountName } from "../account-names.ts";
import { deleteSession, setCookie } from "../sessions/cookies.ts";
import { FACTOR_ATTEMPTS, scenarioOf } from "../sessions/scenarios.ts";
import type { Call, Route } from "./route.ts";

const YEAR_SECONDS = 31_536_000;

/** Signing in and out. Any address at a scenario's domain is an account. */
export const SESSION: readonly Route[] = [
  { method: "POST", path: "users/login", guests: true, answer: logIn },
  { method: "GET", path: "users/otp/code", guests: true, answer: sendCode },
  {
    method: "POST",
    path: "users/otp/check",
    guests: true,
    whileChallenged: true,
    answer: checkCode,
  },
  {
    method: "POST",
    path: "users/logout",
    whileChallenged: true,
    answer: ({ session, cookies }) => {
      session.state = "dead";
      deleteSession(cookies);
      return { success: true };
    },
  },
];

function logIn(call: Call): unknown {
  const { email, encodedPassword } = call.body;
  if (typeof email !== "string" || !email.includes("@"))
    throw new Refusal("credentials", 400, "Email is not valid", { code: 0 });
  const scenario = scenarioOf(email);
  if (scenario?.refusal === "captcha" && !hasCaptcha(call))
    throw new Refusal("captcha", 400, "Captcha is not valid", { code: 102 });
  const password =
    typeof encodedPassword === "string" ? Buffer.from(encodedPassword, "base64").toString() : "";
  if (scenario === undefined || password !== call.stage.credentials.password)
    throw new Refusal("credentials", 400, "Wrong email or password", { code: 0 });
  if (scenario.refusal === "locked")
    throw new Refusal("credentials", 400, "Your account is locked", { code: 0 });
  const { account, factor, calls } = scenario;
  if (factor === undefined) return open(call, account, calls);
  const { session } = call;
  session.awaitsCodeOf = account;
  session.factor = { factor, sendsLeft: FACTOR_ATTEMPTS - 1, checksLeft: FACTOR_ATTEMPTS };
  throw secondFactor(session.factor);
}

/** A token that was given for a click; there is no other. */
function hasCaptcha({ body, stage }: Call): boolean {
  const token = body["turnstile-managed-response"];
  return typeof token === "string" && stage.captchas.take(token);
}

function sendCode({ session: { factor } }: Call): unknown {
  if (factor === undefined) throw accessDenied();
  if (factor.sendsLeft === 0) throw invalid("Too many code requests");
  factor.sendsLeft -= 1;
  return { success: true };
}

function checkCode(call: Call): unknown {
  const { session } = call;
  if (session.awaitsCodeOf === undefined && session.state !== "challenged") throw accessDenied();
  if (session.factor?.factor === "face" || session.factor?.checksLeft === 0)
    throw invalid("Code wrong");
  if (String(call.body["code"]) !== call.stage.credentials.code) {
    if (session.factor !== undefined) session.factor.checksLeft -= 1;
    throw invalid("Code wrong");
  }
  if (session.awaitsCodeOf === undefined) {
    session.state = "alive";
    rememberFactor(call, session.userId);
    return { userId: session.userId };
  }
  const account = session.awaitsCodeOf;
  rememberFactor(call, call.world.accountIds[account]);
  return open(call, account);
}

function open(call: Call, account: AccountName, calls = Infinity): unknown {
  const userId = call.world.accountIds[account];
  // A new `sess` on signing in, so that one planted beforehand is worth nothing.
  call.session.state = "dead";
  const opened = call.stage.sessions.open(userId, call.session.xBc, call.session.userAgent);
  opened.callsLeft = calls;
  setCookie(call.cookies, "sess", opened.sess, YEAR_SECONDS);
  setCookie(call.cookies, "auth_id", String(userId), YEAR_SECONDS);
  return { userId };
}

function rememberFactor(call: Call, userId: number): void {
  setCookie(call.cookies, `auth_uid_${userId}`, "1", YEAR_SECONDS);
}
