import { hash } from "node:crypto";
import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type { LinkSessionRow, LinkStep } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { Finish } from "./finish.ts";
import { MAX_CODES, MAX_PASSWORDS, MAX_SENDS, OPEN_STEPS, factorOf } from "./link-state.ts";
import type { LoginDriver, LoginPlace, LoginState, LoginStepResult } from "./login-driver.ts";
import type { SealedState } from "./sealed-state.ts";
import type { Flow } from "./owner-acts.ts";
import type { Throttles } from "./throttles.ts";

/** Makes the flow over a driver. */
export function createFlow(options: {
  readonly store: Store;
  readonly driver: LoginDriver;
  readonly finish: Finish;
  readonly sealed: SealedState;
  readonly throttles: Throttles;
  readonly audit: Pick<Audit, "record">;
  readonly clock: Clock;
  readonly log: Log;
}): Flow {
  const { store, driver, finish, sealed, throttles, audit, clock, log } = options;
  const { linkSessions } = store;

  async function say(id: string, notice: string): Promise<void> {
    await linkSessions.move(id, OPEN_STEPS, { notice });
  }

  async function fail(id: string, reason: string): Promise<void> {
    const changes = { step: "failed", notice: reason, sealed: null, factor: null } as const;
    await linkSessions.move(id, OPEN_STEPS, changes);
    await sealed.destroy(id);
  }

  /** Runs one step of a session at a time, on the session as it is by then. */
  async function alone(
    { id }: LinkSessionRow,
    step: LinkStep,
    work: (session: LinkSessionRow) => Promise<void>,
  ): Promise<void> {
    const hasRun = await throttles.alone(id, async () => {
      const session = await linkSessions.find(id);
      if (session?.step === step) await work(session);
      return true;
    });
    if (hasRun === undefined) await say(id, "busy");
  }

  async function loginOf(session: LinkSessionRow): Promise<LoginState> {
    const state = await sealed.open(session);
    if (state !== undefined) return state as LoginState;
    throw new GatewayError("INTERNAL_ERROR", "A Link session has lost the login under way.");
  }

  async function placeOf(session: LinkSessionRow): Promise<LoginPlace> {
    const { organizationId, environment, plannedId } = session;
    const row = session.connectionId === null ? undefined : await store.connections.find(plannedId);
    const egressId = row?.egressId ?? undefined;
    const country = session.country ?? row?.country ?? undefined;
    return { connectionId: plannedId, organizationId, environment, egressId, country };
  }

  async function run(
    session: LinkSessionRow,
    requestId: string,
    work: () => Promise<LoginStepResult>,
  ): Promise<LoginStepResult> {
    try {
      return await work();
    } catch (error) {
      log.warn({ error, requestId, linkId: session.id }, "a login step failed");
      return { kind: "refused", reason: "upstream_unavailable" };
    }
  }

  async function settle(
    session: LinkSessionRow,
    result: LoginStepResult,
    isLastTry: boolean,
    requestId: string,
  ): Promise<void> {
    const { id } = session;
    if (result.kind === "second-factor") {
      await linkSessions.move(id, ["login", "code"], {
        step: "code",
        notice: null,
        factor: JSON.stringify(result.factor),
        sealed: await sealed.seal(id, result.state),
      });
      return;
    }
    if (result.kind === "signed-in") {
      const now = await linkSessions.find(id);
      // The app may have ended the visit while the upstream was thinking.
      if (now === undefined || !OPEN_STEPS.includes(now.step)) return;
      const done = await finish(now, { ...result, driver: driver.name }, requestId);
      if (typeof done === "string") await fail(id, done);
      return;
    }
    const { reason } = result;
    const isFinal = reason === "captcha_required" || reason === "face_required";
    if (isFinal || (isLastTry && reason !== "upstream_unavailable")) await fail(id, reason);
    else await say(id, reason);
  }

  return {
    agree: async (session, text, { requestId, address, userAgent }) => {
      const { id, appId, plannedId } = session;
      if (session.step !== "consent") return;
      await audit.record({
        actor: "owner",
        action: session.purpose === "prove" ? "link.prove" : "link.consent",
        target: id,
        requestId,
        outcome: "ok",
        detail: {
          appId,
          connectionId: plannedId,
          permissions: JSON.parse(session.permissions) as string[],
          textVersion: text.version,
          textSha256: text.sha256,
          address,
          userAgent,
        },
      });
      const changes = { step: "login", consentHash: text.sha256, consentAt: clock.now() } as const;
      await linkSessions.move(id, ["consent"], { ...changes, notice: null });
    },
    logIn: (visited, { email, password }, { address, userAgent, requestId }) =>
      alone(visited, "login", async (session) => {
        const { id, passwordAttempts } = session;
        const account = hash("sha256", email.trim().toLowerCase(), "hex");
        if (!(await throttles.takeTry("password", address, account))) return say(id, "too_many");
        if (!(await linkSessions.takeAttempt(id, "passwordAttempts", MAX_PASSWORDS)))
          return fail(id, "invalid_credentials");
        const place = await placeOf(session);
        const result = await run(session, requestId, () =>
          driver.logIn(place, { email, password, userAgent }),
        );
        return settle(session, result, passwordAttempts + 1 >= MAX_PASSWORDS, requestId);
      }),
    checkCode: (visited, code, { address, requestId }) =>
      alone(visited, "code", async (session) => {
        const { id, codeAttempts } = session;
        const state = await loginOf(session);
        if (!(await throttles.takeTry("code", address, state.account))) return say(id, "too_many");
        if (!(await linkSessions.takeAttempt(id, "codeAttempts", MAX_CODES)))
          return fail(id, "2fa_failed");
        const place = await placeOf(session);
        const result = await run(session, requestId, () => driver.checkCode(place, state, code));
        return settle(session, result, codeAttempts + 1 >= MAX_CODES, requestId);
      }),
    sendCode: (visited, { address }) =>
      alone(visited, "code", async (session) => {
        const { id } = session;
        const state = await loginOf(session);
        const isAllowed =
          (await throttles.takeSend(address, state.account)) &&
          (await linkSessions.takeAttempt(id, "sends", MAX_SENDS));
        const place = await placeOf(session);
        const isSent = isAllowed && (await driver.sendCode(place, state).catch(() => false));
        const factor = factorOf(session);
        const sendsLeft = Math.max(0, (factor.sendsLeft ?? MAX_SENDS) - (isSent ? 1 : 0));
        await linkSessions.move(id, ["code"], {
          notice: isSent ? "code_sent" : "code_not_sent",
          factor: JSON.stringify({ ...factor, sendsLeft }),
        });
      }),
    cancel: async ({ id, step }, { requestId }) => {
      const leftAt = LEFT_AT[step] ?? "login";
      const changes = { step: "cancelled", leftAt, sealed: null, factor: null } as const;
      const ended = await linkSessions.move(id, OPEN_STEPS, { ...changes, notice: null });
      await sealed.destroy(id);
      if (ended === undefined) return;
      const act = { actor: "owner", action: "link.cancel", target: id };
      await audit.record({ ...act, requestId, outcome: "ok", detail: { step: leftAt } });
    },
  };
}

/** The published names of the steps. */
const LEFT_AT: Readonly<Partial<Record<LinkSessionRow["step"], string>>> = {
  new: "pre-login",
  consent: "authorization",
  login: "login",
  code: "2fa",
};
