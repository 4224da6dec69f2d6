import { hash } from "node:crypto";
import type { Connection } from "../connections/connection.ts";
import { unkeptConnection, unkeptSession } from "../connections/unkept.ts";
import type { Egress } from "../egress/egress.ts";
import type { CallAnswer, CallRequest } from "../upstream/call.ts";
import { classify } from "../upstream/classify.ts";
import { secretBytes } from "../secrets/secret-bytes.ts";
import type { SessionCall } from "../upstream/session-call.ts";
import type { LoginRefusal, LoginState, LoginStepResult, StepDriver } from "./login-driver.ts";
import type { LoginPlace } from "./login-place.ts";
import { readFactor } from "./otp-state.ts";

/** Makes the driver that signs in with e-mail, password and code, as the upstream's own page does. */
export function createPasswordDriver(options: {
  readonly call: SessionCall;
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly randomBytes: (size: number) => Buffer;
  readonly now: () => number;
}): StepDriver {
  const { call, egressFor, randomBytes, now } = options;

  async function step(
    place: LoginPlace,
    state: Omit<LoginState, "egressId">,
    request: CallRequest,
  ): Promise<{ readonly answer: CallAnswer; readonly state: LoginState }> {
    const { cookie: before, userAgent, xBc, upstreamUserId } = state;
    const connection = unkeptConnection({ ...place, upstreamUserId });
    const egress = egressFor(connection);
    const { connectionId, environment } = place;
    const login = { connectionId, environment, upstreamUserId, userAgent, xBc, cookie: before };
    const session = unkeptSession(login);
    const answer = await call(session, connection, egress, request);
    const cookie = session.cookies.header(now());
    return { answer, state: { ...state, cookie, egressId: egress.id } };
  }

  return {
    name: "password",
    kind: "steps",
    passwordReaches: "server",
    logIn: async (place, { email, password, userAgent }) => {
      const xBc = randomBytes(20).toString("hex");
      const account = hash("sha256", email.trim().toLowerCase(), "hex");
      const guest = { cookie: `fp=${xBc}`, userAgent, xBc, account };
      // The upstream hands a visitor cookies first; without them it knows no session to sign in.
      const visit = await step(place, guest, { method: "GET", path: "/api2/v2/users/me" });
      const body = loginBody(email, password);
      try {
        const { answer, state } = await step(place, visit.state, {
          method: "POST",
          path: "/api2/v2/users/login",
          body,
        });
        return understand(answer, state, "invalid_credentials");
      } finally {
        body.fill(0);
      }
    },
    checkCode: async (place, before, code) => {
      const body = Buffer.concat([codeBefore, code, codeAfter]);
      try {
        const { answer, state } = await step(place, before, {
          method: "POST",
          path: "/api2/v2/users/otp/check",
          body,
        });
        return understand(answer, state, "2fa_failed");
      } finally {
        body.fill(0);
      }
    },
    resume: async (place, kept) => {
      const account = hash("sha256", kept.upstreamUserId, "hex");
      const request = { method: "GET", path: "/api2/v2/users/me" } as const;
      const { answer, state } = await step(place, { ...kept, account }, request);
      return understand(answer, state, "2fa_failed");
    },
    sendCode: async (place, state) => {
      const { answer } = await step(place, state, {
        method: "GET",
        path: "/api2/v2/users/otp/code",
      });
      return answer.status < 400;
    },
  };
}

const codeBefore = Buffer.from('{"code":"');
const codeAfter = Buffer.from('","rememberMe":true}');

/** The body as bytes, so that nothing of the password is ever a text, which nobody could wipe. */
function loginBody(email: string, password: Buffer): Buffer {
  const before = Buffer.from(`{"email":${JSON.stringify(email)},"encodedPassword":"`);
  const after = Buffer.from('"}');
  const encoded = base64(password);
  const body = Buffer.concat([before, encoded, after]);
  encoded.fill(0);
  return body;
}

function base64(bytes: Buffer): Buffer {
  const encoded = secretBytes(Math.ceil(bytes.length / 3) * 4).fill("=");
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const group =
      ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    const digits = Math.min(bytes.length - from, 3) + 1;
    for (let digit = 0; digit < digits; digit++)
      encoded[to + digit] = alphabet.charCodeAt((group >> (18 - 6 * digit)) & 63);
  }
  return encoded;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function understand(
  answer: CallAnswer,
  state: LoginState,
  otherwise: LoginRefusal,
): LoginStepResult {
  const { kind, message = "" } = classify(answer.status, answer.headers, answer.body);
  switch (kind) {
    case "ok": {
      const upstreamUserId = userIdIn(answer.body);
      if (upstreamUserId === undefined) return refused("upstream_unavailable");
      return { kind: "signed-in", upstreamUserId, state };
    }
    case "second-factor": {
      const factor = readFactor(answer.body);
      if (factor.kinds.every((each) => each === "face")) return refused("face_required");
      return { kind: "second-factor", factor, state };
    }
    case "captcha":
      return refused("captcha_required");
    case "face-check":
      return refused("face_required");
    case "caller-fault":
    case "not-found":
      if (/\b(locked|blocked|banned|deactivated)\b/i.test(message))
        return refused("account_locked");
      // To call a password wrong that was not is worse than to have the owner try again.
      return refused(/password|e-?mail|code/i.test(message) ? otherwise : "upstream_unavailable");
    default:
      return refused("upstream_unavailable");
  }
}

function refused(reason: LoginRefusal): LoginStepResult {
  return { kind: "refused", reason };
}

function userIdIn(body: Buffer): string | undefined {
  try {
    const { userId } = JSON.parse(body.toString()) as { readonly userId?: unknown };
    const text = String(userId);
    return /^[1-9]\d{0,18}$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
