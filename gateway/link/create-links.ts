import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import { isConnectionId } from "../connections/connection-id.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Caller } from "../keys/keys.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { AppRow } from "../store/tables.ts";
import type { Drivers } from "./drivers.ts";
import { linkAppOf } from "./link-apps.ts";
import { modeOf, redirectOf, type LinkRequest } from "./link-request.ts";
import { digestOf, OPEN_STEPS } from "./link-state.ts";
import { newLinkSession } from "./new-session.ts";
import type { SealedState } from "./sealed-state.ts";

/** Link sessions as an app's server sees them. */
export interface Links {
  /**
   * Opens a session; its secret is in the answer and nowhere after.
   * @throws GatewayError `BAD_REQUEST` for an address that is not registered, `RESOURCE_NOT_FOUND` for
   * a foreign app, `CONFLICT` for a Connection ID that is another's.
   */
  readonly init: (
    caller: Pick<Caller, "organizationId" | "environment" | "appId">,
    request: LinkRequest,
  ) => Promise<{ readonly clientSecret: string; readonly session: LinkSessionRow }>;
  /** The session of a secret, if it is the caller's. */
  readonly find: (caller: Caller, clientSecret: string) => Promise<LinkSessionRow | undefined>;
  /** Ends a session that is still open; its pages say so from then on. */
  readonly abort: (session: LinkSessionRow) => Promise<void>;
  /**
   * The session that a code from a redirect belongs to. A code works once, for the app it was made
   * for, and is used up by a wrong verifier too.
   * @throws GatewayError `BAD_REQUEST`, the same whatever is wrong with it.
   */
  readonly exchange: (
    caller: Caller,
    code: string,
    codeVerifier: string,
    requestId: string,
  ) => Promise<LinkSessionRow>;
}

/** Sessions are kept this long after they expired, for apps that ask late. */
const KEEP_MS = 24 * 3_600_000;

/** Link sessions over the store. */
export function createLinks(options: {
  readonly store: Store;
  readonly sealed: SealedState;
  readonly drivers: Drivers;
  readonly audit: Pick<Audit, "record">;
  readonly clock: Clock;
  readonly lifetimeMs: number;
}): Links {
  const { store, sealed, drivers, audit, clock, lifetimeMs } = options;

  async function appFor(
    caller: Pick<Caller, "organizationId" | "environment" | "appId">,
    clientAppId = caller.appId,
  ): Promise<AppRow> {
    const { organizationId, environment } = caller;
    const app = await store.apps.find(organizationId, environment, clientAppId);
    if (app !== undefined) return app;
    throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
  }

  async function assertUsableId(
    caller: Pick<Caller, "organizationId" | "environment">,
    connectionId: string | undefined,
  ): Promise<void> {
    if (connectionId === undefined) return;
    if (!isConnectionId(connectionId)) throw bad("`connectionId` is no Connection ID.");
    const row = await store.connections.find(connectionId);
    if (row === undefined) return;
    if (row.organizationId === caller.organizationId && row.environment === caller.environment)
      return;
    throw new GatewayError("CONFLICT", "This Connection ID is in use.", { reason: "id_in_use" });
  }

  async function removeOld(nowMs: number): Promise<void> {
    for (const { id } of await store.linkSessions.listSealed(nowMs)) await sealed.destroy(id);
    await store.linkSessions.removeExpired(nowMs - KEEP_MS);
  }

  return {
    init: async (caller, request) => {
      const app = await appFor(caller, request.clientAppId);
      const settings = await linkAppOf(store, app);
      const mode = modeOf(request, settings);
      if (drivers.offered(caller.environment, settings, mode).length === 0)
        throw new GatewayError("NOT_READY", "This app has no way for owners to sign in.", {
          reason: "no_login_driver",
          retryable: false,
          nextActions: [
            "Give the app one of the `drivers` that `link.drivers` allows, or import the session.",
          ],
        });
      await assertUsableId(caller, request.connectionId);
      const now = clock.now();
      await removeOld(now);
      const { clientSecret, session } = newLinkSession(clock, {
        organizationId: caller.organizationId,
        appId: app.id,
        environment: caller.environment,
        mode,
        theme: request.theme ?? "auto",
        permissions: JSON.stringify(settings.permissions),
        plannedId: request.connectionId ?? newId("conn_", clock),
        expiresAt: now + lifetimeMs,
        redirectUrl: redirectOf(request, settings),
        clientReferenceId: request.clientReferenceId ?? null,
        connectionId: request.connectionId ?? null,
        country: request.country ?? null,
        codeChallenge: request.codeChallenge ?? null,
        inviteId: request.inviteId ?? null,
        purpose: null,
      });
      await store.linkSessions.add(session);
      return { clientSecret, session };
    },
    find: async (caller, clientSecret) => {
      const row = await store.linkSessions.findBySecret(digestOf(clientSecret));
      const isOwn =
        row?.organizationId === caller.organizationId && row.environment === caller.environment;
      return isOwn ? row : undefined;
    },
    abort: async ({ id }) => {
      const changes = { step: "cancelled", notice: "aborted", sealed: null } as const;
      const ended = await store.linkSessions.move(id, OPEN_STEPS, changes);
      if (ended === undefined) return;
      await sealed.destroy(id);
      drivers.leave(ended);
    },
    exchange: async ({ appId, keyId }, code, codeVerifier, requestId) => {
      const codeDigest = digestOf(code);
      const row = await store.linkSessions.takeCode(appId, codeDigest, clock.now());
      const isShown =
        row?.codeChallenge === Buffer.from(digestOf(codeVerifier), "hex").toString("base64url");
      if (row !== undefined && isShown) return row;
      const known = await store.linkSessions.findByCode(codeDigest);
      if (known !== undefined)
        await audit.record({
          actor: keyId,
          action: "link.exchange",
          target: known.id,
          requestId,
          outcome: "BAD_REQUEST",
        });
      throw bad("The code does not exist, is used up or too old, or the verifier is another's.");
    },
  };
}

function bad(detail: string): GatewayError {
  return new GatewayError("BAD_REQUEST", detail);
}
