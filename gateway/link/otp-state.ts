import type { Factor, FactorKind } from "./login-driver.ts";

/** Reads the second factor out of the upstream's refusal (code 101), whatever else is in it. */
export function readFactor(body: Buffer): Factor {
  const state = memberOf(memberOf(memberOf(parse(body), "error"), "payload"), "otpState");
  const kinds: FactorKind[] = [];
  if (state["forceFaceOtp"] !== true) {
    if (state["appOtp"] === true) kinds.push("app");
    if (state["phoneOtp"] === true) kinds.push("phone");
    if (state["email"] === true || isObject(state["emailCode"])) kinds.push("email");
  }
  if (state["faceOtp"] === true || state["forceFaceOtp"] === true) kinds.push("face");
  const { phoneLast4 } = state;
  const sent = isObject(state["phoneCode"]) ? state["phoneCode"] : state["emailCode"];
  const sendsLeft = countIn(sent, "requestAttemptsLeft");
  const checksLeft = countIn(sent, "checkAttemptsLeft");
  return {
    kinds: kinds.length === 0 ? ["app"] : kinds,
    ...(typeof phoneLast4 === "string" && /^\d{2,4}$/.test(phoneLast4) && { phoneLast4 }),
    ...(sendsLeft !== undefined && { sendsLeft }),
    ...(checksLeft !== undefined && { checksLeft }),
  };
}

type Member = Readonly<Record<string, unknown>>;

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): Member {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

function countIn(value: unknown, name: string): number | undefined {
  const count = isObject(value) ? value[name] : undefined;
  return typeof count === "number" && Number.isInteger(count) ? Math.max(0, count) : undefined;
}

function isObject(value: unknown): value is Member {
  return typeof value === "object" && value !== null;
}
