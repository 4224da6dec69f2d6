import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { newLinkSession } from "./new-session.ts";
import type { SealedState } from "./sealed-state.ts";

/** Proof of control over an account: a sign-in through Link of which nothing is kept. */
export interface Proofs {
  /** Opens the session for it. @throws GatewayError `RESOURCE_NOT_FOUND` if the organization has no app there. */
  readonly open: (
    connection: ConnectionRow,
  ) => Promise<{ readonly clientSecret: string; readonly session: LinkSessionRow }>;
  /** Until when a session proves control over a connection; nothing if it does not, or no longer. */
  readonly provenUntil: (
    session: LinkSessionRow | undefined,
    connection: ConnectionRow,
  ) => number | undefined;
}

const PROVEN_MS = 10 * 60_000;

/** Proofs over the store. */
export function createProofs(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly lifetimeMs: number;
}): Proofs {
  const { store, clock, lifetimeMs } = options;
  return {
    open: async ({ id, organizationId, environment, country }) => {
      const [grant] = await store.grants.listOf(id);
      const appId = grant?.appId ?? (await store.apps.findDefault(organizationId, environment))?.id;
      if (appId === undefined) throw new GatewayError("RESOURCE_NOT_FOUND", "There is no app.");
      const opened = newLinkSession(clock, {
        organizationId,
        appId,
        environment,
        mode: "redirect",
        theme: "auto",
        permissions: "[]",
        plannedId: id,
        expiresAt: clock.now() + lifetimeMs,
        redirectUrl: null,
        clientReferenceId: null,
        connectionId: id,
        country,
        codeChallenge: null,
        inviteId: null,
        purpose: "prove",
      });
      await store.linkSessions.add(opened.session);
      return opened;
    },
    provenUntil: (session, { id }) => {
      if (session?.purpose !== "prove" || session.resultId !== id) return undefined;
      const until = (session.provenAt ?? 0) + PROVEN_MS;
      return session.step === "done" && until > clock.now() ? until : undefined;
    },
  };
}

/** Ends a session that was for proof: the sign-in itself was it, and nothing of it is kept. */
export function createFinishProof(options: {
  readonly store: Pick<Store, "linkSessions">;
  readonly sealed: Pick<SealedState, "destroy">;
  readonly audit: Pick<Audit, "record">;
  readonly clock: Clock;
}): (session: LinkSessionRow, connectionId: string, requestId: string) => Promise<LinkSessionRow> {
  const { store, sealed, audit, clock } = options;
  return async (session, connectionId, requestId) => {
    const act = { actor: "owner", action: "portal.prove", target: connectionId, requestId };
    await audit.record({ ...act, outcome: "ok" });
    const changes = {
      step: "done",
      resultId: connectionId,
      provenAt: clock.now(),
      notice: null,
      factor: null,
      sealed: null,
    } as const;
    const done = await store.linkSessions.move(session.id, ["login", "code"], changes);
    await sealed.destroy(session.id);
    return done ?? session;
  };
}
