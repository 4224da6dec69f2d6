import { accessDenied, invalid, Refusal, secondFactor } from "../refusal.ts";
import { ACCOUNT_NAMES, CODE, PASSWORD, type AccountName } from "../sessions/accounts.ts";
import { deleteSession, setCookie } from "../sessions/cookies.ts";
import type { Call, Route } from "./route.ts";

const YEAR_SECONDS = 31_536_000;

/** Signing in and out. Any address at `<account>.sandbox.com` is an account. */
export const SESSION: readonly Route[] = [
  { method: "POST", path: "users/login", guests: true, answer: logIn },
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
  const hasCaptcha = ["turnstile-invisible-response", "turnstile-managed-response"].some(
    (name) => typeof call.body[name] === "string" && call.body[name] !== "",
  );
  if (!hasCaptcha) throw new Refusal("captcha", 400, "Captcha is not valid", { code: 102 });
  const account = ACCOUNT_NAMES.find((name) =>
    email.toLowerCase().endsWith(`@${name}.sandbox.com`),
  );
  const password =
    typeof encodedPassword === "string" ? Buffer.from(encodedPassword, "base64").toString() : "";
  if (account === undefined || password !== PASSWORD)
    throw new Refusal("credentials", 400, "Wrong email or password", { code: 0 });
  if (account.endsWith("-otp")) {
    call.session.awaitsCodeOf = account;
    throw secondFactor();
  }
  return open(call, account);
}

function checkCode(call: Call): unknown {
  const { session } = call;
  if (session.awaitsCodeOf === undefined && session.state !== "challenged") throw accessDenied();
  if (String(call.body["code"]) !== CODE) throw invalid("Code wrong");
  if (session.awaitsCodeOf === undefined) {
    session.state = "alive";
    rememberFactor(call, session.userId);
    return { userId: session.userId };
  }
  const account = session.awaitsCodeOf;
  rememberFactor(call, call.world.accountIds[account]);
  return open(call, account);
}

function open(call: Call, account: AccountName): unknown {
  const userId = call.world.accountIds[account];
  // A new `sess` on signing in, so that one planted beforehand is worth nothing.
  call.session.state = "dead";
  const opened = call.stage.sessions.open(userId, call.session.xBc, call.session.userAgent);
  setCookie(call.cookies, "sess", opened.sess, YEAR_SECONDS);
  setCookie(call.cookies, "auth_id", String(userId), YEAR_SECONDS);
  return { userId };
}

function rememberFactor(call: Call, userId: number): void {
  setCookie(call.cookies, `auth_uid_${userId}`, "1", YEAR_SECONDS);
}
