import { Type } from "typebox";
import { stateOf } from "../link/invites.ts";
import type { LinkInviteRow } from "../store/link-tables.ts";
import { referenceMember } from "./import-body.ts";

const textOrNull = Type.Union([Type.String(), Type.Null()]);
const closed = { additionalProperties: false } as const;

/** What an invite may be asked for with, beside whose it is. */
export const inviteMembers = {
  clientAppId: Type.Optional(Type.String({ pattern: "^app_[a-zA-Z0-9]+$", maxLength: 80 })),
  redirectUrl: Type.Optional(Type.String({ maxLength: 2_048 })),
  clientReferenceId: Type.Optional(referenceMember),
  geolocation: Type.Optional(
    Type.Object({ country: Type.String({ pattern: "^[A-Z]{2}$" }) }, closed),
  ),
};

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
export function viewInvite(invite: LinkInviteRow, nowMs: number) {
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
