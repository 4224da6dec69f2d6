import { Type, type Static } from "typebox";
import type { AccountServices } from "../account-services.ts";
import { stateOf, type Inviter } from "../link/invites.ts";
import { assertSafePlace } from "../link/places.ts";
import type { AppFilter } from "../store/apps.ts";
import type { LinkInviteRow } from "../store/link-tables.ts";
import { referenceMember } from "./import-body.ts";
import { cutPage, type Page } from "./paging.ts";

const textOrNull = Type.Union([Type.String(), Type.Null()]);
const closed = { additionalProperties: false } as const;

/** What an invite may be asked for with, beside whose it is. */
export const inviteMembers = {
  clientAppId: Type.Optional(Type.String({ pattern: "^app_[a-zA-Z0-9]+$", maxLength: 80 })),
  redirectUrl: Type.Optional(Type.String({ maxLength: 2_048 })),
  clientReferenceId: Type.Optional(referenceMember),
  connectionId: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  geolocation: Type.Optional(
    Type.Object({ country: Type.String({ pattern: "^[A-Z]{2}$" }) }, closed),
  ),
};

/** The same, closed. */
export const inviteBody = Type.Object(inviteMembers, closed);

const shown = {
  id: Type.String(),
  appId: Type.String(),
  environment: Type.String(),
  state: Type.Enum(["open", "spent", "revoked", "expired"]),
  clientReferenceId: textOrNull,
  connectionId: textOrNull,
  createdAt: Type.String(),
  expiresAt: Type.String(),
};

/** An invite as it is listed. */
export const inviteSchema = Type.Object(shown, closed);
/** An invite as it is made: its address is told this once. */
export const newInviteSchema = Type.Object({ ...shown, url: Type.String() }, closed);

/** An invite without its secret. */
function viewInvite(invite: LinkInviteRow, nowMs: number) {
  const { id, appId, environment, clientReferenceId, connectionId } = invite;
  return {
    id,
    appId,
    environment,
    state: stateOf(invite, nowMs),
    clientReferenceId,
    connectionId,
    createdAt: new Date(invite.createdAt).toISOString(),
    expiresAt: new Date(invite.expiresAt).toISOString(),
  };
}

/** Where an invite is opened. */
export function inviteUrl(publicUrl: string, secret: string): string {
  return `${publicUrl}/invite/${secret}`;
}

/** What is done with invites, by an app for itself and by an operator for any, as it is answered. */
export function inviteActs({
  link,
  store,
  clock,
}: Pick<AccountServices, "link" | "store" | "clock">) {
  const view = (invite: LinkInviteRow) => viewInvite(invite, clock.now());
  return {
    /** @throws GatewayError as `Invites.create` does; for a place that no owner could reach safely. */
    create: async (
      inviter: Inviter,
      { geolocation, ...rest }: Static<typeof inviteBody>,
    ): Promise<Static<typeof newInviteSchema>> => {
      assertSafePlace(link.publicUrl());
      const asked = { ...rest, country: geolocation?.country };
      const { invite, secret } = await link.invites.create(inviter, asked);
      return { ...view(invite), url: inviteUrl(await link.urlFor(invite.appId), secret) };
    },
    list: async (of: AppFilter, { limit, offset }: Page) => {
      const rows = await store.linkInvites.list({ ...of, limit: limit + 1, offset });
      const { list, hasMore } = cutPage(rows, limit);
      return { list: list.map(view), hasMore };
    },
    /** @throws GatewayError `RESOURCE_NOT_FOUND` if there is none, or not one of those meant. */
    revoke: async (id: string, isOwn: (invite: LinkInviteRow) => boolean) =>
      view(await link.invites.revoke(id, isOwn)),
  };
}
