import { hash } from "node:crypto";
import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import { driverOf, type Drivers } from "./drivers.ts";
import type { Finish } from "./finish.ts";
import { codesAllowed, MAX_PASSWORDS, MAX_SENDS, OPEN_STEPS, factorOf } from "./link-state.ts";
import { createHandOver } from "./hand-over.ts";
import type { LoginRefusal, LoginState, LoginStepResult, StepDriver } from "./login-driver.ts";
import { loginPlaceOf } from "./login-place.ts";
import type { SealedState } from "./sealed-state.ts";
import type { Flow } from "./owner-acts.ts";
import type { Reopen } from "./reopen.ts";
import type { Throttles } from "./throttles.ts";
import { createTurns } from "./turns.ts";

/** Makes the flow over the drivers. */
export function createFlow(options: {
  readonly store: Store;
  readonly drivers: Drivers;
  /** The driver that signs in step by step. */
  readonly stepDriver: StepDriver;
  readonly reopen: Reopen;
  readonly finish: Finish;
  readonly sealed: SealedState;
  readonly throttles: Throttles;
  readonly audit: Pick<Audit, "record">;
  readonly clock: Clock;
  readonly log: Log;
}): Flow {
  const { store, drivers, stepDriver, reopen, finish, sealed, throttles, audit, clock, log } =
    options;
  const { linkSessions } = store;

  const turns = createTurns(options);
  const { alone, say, fail, restart } = turns;

  async function loginOf(session: LinkSessionRow): Promise<LoginState> {
    const state = await sealed.open(session);
    if (state !== undefined) return state as LoginState;
    throw new GatewayError("INTERNAL_ERROR", "A Link session has lost the login under way.");
  }

  async function run<Result>(
    session: LinkSessionRow,
    requestId: string,
    work: () => Promise<Result>,
  ): Promise<Result | LoginStepResult> {
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
      const { checksLeft, ...factor } = result.factor;
      await linkSessions.move(id, ["login", "code"], {
        step: "code",
        notice: null,
        factor: JSON.stringify({
          ...factor,
          // One at least: the upstream itself says no to a code that it no longer looks at.
          ...(checksLeft !== undefined && {
            codesAllowed: session.codeAttempts + Math.max(1, checksLeft),
          }),
        }),
        sealed: await sealed.seal(id, result.state),
      });
      return;
    }
    if (result.kind === "signed-in") {
      const now = await linkSessions.find(id);
      // The app may have ended the visit while the upstream was thinking.
      if (now === undefined || !OPEN_STEPS.includes(now.step)) return;
      const done = await finish(
        now,
        { ...result, driver: stepDriver.name, isOpened: true },
        requestId,
      );
      if (typeof done === "string") await fail(now, done);
      return;
    }
    const { reason } = result;
    if (reason === "captcha_required" || reason === "face_required") return handOn(session, reason);
    const isLast = isLastTry && reason !== "upstream_unavailable";
    await (isLast ? fail(session, reason) : say(id, reason));
  }

  /** A captcha or a face is the owner's to show: another way is offered where there is one. */
  async function handOn(session: LinkSessionRow, reason: LoginRefusal): Promise<void> {
    const left = await drivers.offeredTo({ ...session, proof: reason });
    if (left.length === 0) await fail(session, reason);
    else await restart(session, { driver: null, proof: reason, notice: reason });
  }

  return {
    ...createHandOver({ ...options, turns }),
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
      const agreed = await linkSessions.move(id, ["consent"], { ...changes, notice: null });
      if (agreed === undefined) return;
      const waiting = await run(agreed, requestId, () => reopen(agreed));
      if (waiting?.kind === "second-factor") await settle(agreed, waiting, false, requestId);
    },
    logIn: (visited, { email, password }, { address, userAgent, requestId }) =>
      alone(visited, ["login"], async (session) => {
        const { id, passwordAttempts } = session;
        if (driverOf(session, await drivers.offeredTo(session)) !== stepDriver) return;
        const account = hash("sha256", email.trim().toLowerCase(), "hex");
        if (!(await throttles.takeTry("password", address, account))) return say(id, "too_many");
        if (!(await linkSessions.takeAttempt(id, "passwordAttempts", MAX_PASSWORDS)))
          return fail(session, "invalid_credentials");
        const place = await loginPlaceOf(store, session);
        const result = await run(session, requestId, () =>
          stepDriver.logIn(place, { email, password, userAgent }),
        );
        return settle(session, result, passwordAttempts + 1 >= MAX_PASSWORDS, requestId);
      }),
    checkCode: (visited, code, { address, requestId }) =>
      alone(visited, ["code"], async (session) => {
        const { id, codeAttempts } = session;
        const state = await loginOf(session);
        if (!(await throttles.takeTry("code", address, state.account))) return say(id, "too_many");
        const max = codesAllowed(session);
        if (!(await linkSessions.takeAttempt(id, "codeAttempts", max)))
          return fail(session, "2fa_failed");
        const place = await loginPlaceOf(store, session);
        const result = await run(session, requestId, () =>
          stepDriver.checkCode(place, state, code),
        );
        return settle(session, result, codeAttempts + 1 >= max, requestId);
      }),
    sendCode: (visited, { address }) =>
      alone(visited, ["code"], async (session) => {
        const { id } = session;
        const state = await loginOf(session);
        const isAllowed =
          (await throttles.takeSend(address, state.account)) &&
          (await linkSessions.takeAttempt(id, "sends", MAX_SENDS));
        const place = await loginPlaceOf(store, session);
        const isSent = isAllowed && (await stepDriver.sendCode(place, state).catch(() => false));
        const factor = factorOf(session);
        const sendsLeft = Math.max(0, (factor.sendsLeft ?? MAX_SENDS) - (isSent ? 1 : 0));
        await linkSessions.move(id, ["code"], {
          notice: isSent ? "code_sent" : "code_not_sent",
          factor: JSON.stringify({ ...factor, sendsLeft }),
        });
      }),
    cancel: async (session, { requestId }) => {
      const { id, step } = session;
      const leftAt = LEFT_AT[step] ?? "login";
      const changes = { step: "cancelled", leftAt, sealed: null, factor: null } as const;
      const ended = await linkSessions.move(id, OPEN_STEPS, { ...changes, notice: null });
      await sealed.destroy(id);
      drivers.leave(session);
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
