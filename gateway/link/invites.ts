import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Caller } from "../keys/keys.ts";
import type { Limits } from "../limits/limits.ts";
import type { LinkInviteRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { Links } from "./create-links.ts";
import { linkAppOf } from "./link-apps.ts";
import { digestOf } from "./link-state.ts";

/** What an invite is asked for with. */
export interface InviteRequest {
  readonly clientAppId?: string | undefined;
  readonly redirectUrl?: string | undefined;
  readonly clientReferenceId?: string | undefined;
  readonly country?: string | undefined;
  /** The connection whose owner is to sign in again, for that account alone. */
  readonly connectionId?: string | undefined;
}

/** Whose invite it is: an app's, or its organization's own default app's. */
export type Inviter = Pick<Caller, "organizationId" | "appId" | "environment">;

/** Links for owners whom no app sends: each opens fresh sessions for a week, until an account is linked. */
export interface Invites {
  /** The secret is in this answer and nowhere after. @throws GatewayError `RESOURCE_NOT_FOUND`, `BAD_REQUEST`. */
  readonly create: (
    inviter: Inviter,
    request: InviteRequest,
  ) => Promise<{ readonly invite: LinkInviteRow; readonly secret: string }>;
  /** The invite of a secret, as it stands. */
  readonly find: (secret: string | undefined) => Promise<LinkInviteRow | undefined>;
  /** Opens a session by it and gives its secret; nothing if it is of no more use, or was opened too often. */
  readonly open: (invite: LinkInviteRow) => Promise<string | undefined>;
  /** Ends it, and what was opened by it. @throws GatewayError `RESOURCE_NOT_FOUND`. */
  readonly revoke: (
    id: string,
    isOwn: (invite: LinkInviteRow) => boolean,
  ) => Promise<LinkInviteRow>;
}

const LIFETIME_MS = 7 * 86_400_000;
const KEEP_MS = 30 * 86_400_000;

/** Invites over the store. */
export function createInvites(options: {
  readonly store: Store;
  readonly links: Pick<Links, "init" | "abort">;
  readonly limits: Pick<Limits, "take">;
  readonly clock: Clock;
}): Invites {
  const { store, links, limits, clock } = options;
  const { linkInvites } = store;

  return {
    create: async ({ organizationId, environment, appId }, request) => {
      const id = request.clientAppId ?? appId;
      const app = await store.apps.find(organizationId, environment, id);
      if (app === undefined) throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
      const { redirectUris } = await linkAppOf(store, app);
      const { redirectUrl = null } = request;
      if (redirectUrl !== null && !redirectUris.includes(redirectUrl))
        throw new GatewayError("BAD_REQUEST", "`redirectUrl` is not registered with the app.");
      const { connectionId = null } = request;
      const row = connectionId === null ? undefined : await store.connections.find(connectionId);
      const isOwn = row?.organizationId === organizationId && row.environment === environment;
      if (connectionId !== null && !isOwn)
        throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such connection.");
      const secret = newId("inv_", clock);
      const now = clock.now();
      await linkInvites.removeExpired(now - KEEP_MS);
      const invite: LinkInviteRow = {
        id: newId("invite_", clock),
        digest: digestOf(secret),
        organizationId,
        appId: app.id,
        environment,
        redirectUrl,
        clientReferenceId: request.clientReferenceId ?? null,
        country: request.country ?? null,
        createdAt: now,
        expiresAt: now + LIFETIME_MS,
        revokedAt: null,
        spentBy: null,
        connectionId,
      };
      await linkInvites.add(invite);
      return { invite, secret };
    },
    find: async (secret) =>
      secret === undefined ? undefined : linkInvites.findBySecret(digestOf(secret)),
    open: async (invite) => {
      const { id, appId, organizationId, environment } = invite;
      if (stateOf(invite, clock.now()) !== "open") return undefined;
      const { allowed } = await limits.take(`invite ${id}`, { perMinute: 10 / 60, burst: 10 });
      if (!allowed) return undefined;
      const caller = { organizationId, environment, appId };
      const { clientSecret } = await links.init(caller, {
        mode: "redirect",
        redirectUrl: invite.redirectUrl ?? undefined,
        clientReferenceId: invite.clientReferenceId ?? undefined,
        country: invite.country ?? undefined,
        connectionId: invite.connectionId ?? undefined,
        inviteId: id,
      });
      return clientSecret;
    },
    revoke: async (id, isOwn) => {
      const before = await linkInvites.find(id);
      if (before === undefined || !isOwn(before))
        throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such invite.");
      await linkInvites.revoke(id, clock.now());
      for (const session of await store.linkSessions.listByInvite(id)) await links.abort(session);
      return (await linkInvites.find(id)) ?? before;
    },
  };
}

/** How an invite stands. */
export function stateOf(
  { spentBy, revokedAt, expiresAt }: LinkInviteRow,
  nowMs: number,
): "open" | "spent" | "revoked" | "expired" {
  if (spentBy !== null) return "spent";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= nowMs ? "expired" : "open";
}
