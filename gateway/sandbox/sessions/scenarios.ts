import type { AccountName } from "../account-names.ts";

/** The second factors of the upstream. */
export type Factor = "app" | "sms" | "email" | "face";

/** What signing in leads to at one of the sandbox's addresses. */
export interface Scenario {
  readonly account: AccountName;
  readonly factor?: Factor;
  /** Refused even with the right password; `captcha` until somebody has answered one. */
  readonly refusal?: "locked" | "captcha";
  /** After so many calls the session is dead. */
  readonly calls?: number;
}

/** Scenarios by the domain of the e-mail address, whatever stands before it. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ["creator.sandbox.com", { account: "creator" }],
  ["creator-otp.sandbox.com", { account: "creator-otp", factor: "app" }],
  ["creator-sms.sandbox.com", { account: "creator-otp", factor: "sms" }],
  ["creator-email.sandbox.com", { account: "creator-otp", factor: "email" }],
  ["creator-face.sandbox.com", { account: "creator-otp", factor: "face" }],
  ["fan.sandbox.com", { account: "fan" }],
  ["fan-otp.sandbox.com", { account: "fan-otp", factor: "app" }],
  ["locked.sandbox.com", { account: "fan", refusal: "locked" }],
  ["captcha.sandbox.com", { account: "fan", refusal: "captcha" }],
  ["captcha-otp.sandbox.com", { account: "creator-otp", factor: "app", refusal: "captcha" }],
]);

/** The scenario of an address. */
export function scenarioOf(email: string): Scenario | undefined {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  const calls = /^dies-after-(\d{1,4})\.sandbox\.com$/.exec(domain)?.[1];
  return calls === undefined ? SCENARIOS.get(domain) : { account: "creator", calls: Number(calls) };
}

/** How the second factor of a sign-in stands. */
export interface FactorState {
  readonly factor: Factor;
  sendsLeft: number;
  checksLeft: number;
}

/** How often a code is sent, and how many are looked at. */
export const FACTOR_ATTEMPTS = 3;

/** The upstream's description of the second factor it asks for. */
export function otpStateOf({ factor, sendsLeft, checksLeft }: FactorState): object {
  const isSent = factor === "sms" || factor === "email";
  const code = isSent && {
    requestAttemptsLimit: FACTOR_ATTEMPTS,
    requestAttemptsLeft: sendsLeft,
    checkAttemptsLimit: FACTOR_ATTEMPTS,
    checkAttemptsLeft: checksLeft,
    expirationSeconds: 300,
  };
  return {
    email: factor === "email",
    phoneOtp: factor === "sms",
    appOtp: factor === "app",
    faceOtp: factor === "face",
    forceFaceOtp: factor === "face",
    phoneLast4: factor === "sms" ? "1234" : null,
    phoneCode: factor === "sms" ? code : null,
    faceCode: null,
    emailCode: factor === "email" ? code : null,
  };
}
