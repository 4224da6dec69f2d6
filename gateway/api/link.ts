import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import { GatewayError } from "../errors.ts";
import { assertSafePlace } from "../link/places.ts";
import {
  codesAllowed,
  endReasonOf,
  factorOf,
  MAX_CODES,
  MAX_SENDS,
  statusOf,
} from "../link/link-state.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";
import {
  exchangeAnswer,
  exchangeBody,
  initAnswer,
  initBody,
  params,
  stateAnswer,
} from "./link-schemas.ts";

/** `/v2/link`: an app's server opens Link sessions, watches them, and turns codes into Connection IDs. */
export function linkRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  { link, store, audit, clock }: AccountServices,
): void {
  const onRequest = authenticate("LINK");

  app.post(
    "/v2/link/init",
    {
      onRequest,
      schema: {
        summary: "Opens a Link session and says where its owner goes to agree and sign in.",
        body: initBody,
        response: { 200: initAnswer },
      },
    },
    async (request) => {
      const { options, geolocation, ...body } = request.body;
      const caller = callerOf(request);
      if (options?.returnRawSession === true) throw await refuseReveal(caller.keyId, request.id);
      const publicUrl = link.publicUrl();
      assertSafePlace(publicUrl);
      const { clientSecret, session } = await link.links.init(caller, {
        ...body,
        country: geolocation?.country,
      });
      await audit.record({
        actor: caller.keyId,
        action: "link.init",
        target: session.id,
        requestId: request.id,
        outcome: "ok",
        detail: { appId: session.appId, mode: session.mode },
      });
      const isWhitelabel = session.mode === "whitelabel";
      return {
        mode: isWhitelabel ? "whitelabel" : "hosted",
        url: `${await link.urlFor(session.appId)}/${clientSecret}`,
        ...(isWhitelabel && { clientSecret }),
        expiresAt: new Date(session.expiresAt).toISOString(),
      } as const;
    },
  );

  app.get(
    "/v2/link/:clientSecret",
    {
      onRequest,
      schema: {
        summary: "How a Link session stands, and the Connection ID once there is one.",
        params,
        response: { 200: stateAnswer },
      },
    },
    async (request) => {
      const session = await link.links.find(callerOf(request), request.params.clientSecret);
      if (session === undefined) return { status: "not_found" } as const;
      const status = statusOf(session, clock.now());
      if (status === "awaiting_2fa") return { status, data: { twoFactorState: waitsFor(session) } };
      if (status === "completed") return { status, data: await resultOf(session) };
      const isTold = status === "failed" || status === "invalid_credentials" || status === "denied";
      const error = status === "failed" ? endReasonOf(session) : session.notice;
      return { status, ...(isTold && error !== null && { error }) };
    },
  );

  app.delete(
    "/v2/link/:clientSecret",
    {
      onRequest,
      schema: {
        summary: "Ends a Link session.",
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const session = await link.links.find(caller, request.params.clientSecret);
      if (session === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such Link session.");
      await link.links.abort(session);
      const act = { actor: caller.keyId, action: "link.abort", target: session.id };
      await audit.record({ ...act, requestId: request.id, outcome: "ok" });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v2/link/exchange",
    {
      onRequest,
      schema: {
        summary: "Turns the code of a redirect into the Connection ID, once.",
        body: exchangeBody,
        response: { 200: exchangeAnswer },
      },
    },
    async (request) => {
      const { code, codeVerifier } = request.body;
      const caller = callerOf(request);
      const session = await link.links.exchange(caller, code, codeVerifier, request.id);
      const { id: connectionId, userData: data } = await resultOf(session);
      const { clientReferenceId } = session;
      return { connectionId, clientReferenceId, userData: data };
    },
  );

  /** Sessions are not handed out; that one was asked for is on record. */
  async function refuseReveal(actor: string, requestId: string): Promise<GatewayError> {
    await audit.record({ actor, action: "session.reveal", requestId, outcome: "BAD_REQUEST" });
    return new GatewayError(
      "BAD_REQUEST",
      "`returnRawSession` is not offered: a session stays on this server, and an app gets the Connection ID.",
    );
  }

  async function resultOf({ resultId }: LinkSessionRow) {
    const row = resultId === null ? undefined : await store.connections.find(resultId);
    const username = row?.username ?? "";
    return {
      id: resultId ?? "",
      userData: {
        id: row?.upstreamUserId ?? "",
        name: row?.name ?? username,
        username,
        avatar: row?.avatar ?? null,
      },
    };
  }
}

function waitsFor(session: LinkSessionRow) {
  const { kinds, phoneLast4, sendsLeft = MAX_SENDS } = factorOf(session);
  return {
    options: kinds.filter((kind) => kind !== "email"),
    ...(kinds.includes("phone") && {
      phoneCode: {
        requestAttemptsLimit: MAX_SENDS,
        requestAttemptsLeft: sendsLeft,
        checkAttemptsLimit: MAX_CODES,
        checkAttemptsLeft: Math.max(0, codesAllowed(session) - session.codeAttempts),
      },
    }),
    ...(phoneLast4 !== undefined && { phoneLast4 }),
  };
}
