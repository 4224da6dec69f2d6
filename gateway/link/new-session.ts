import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import { digestOf } from "./link-state.ts";

/** What is decided about a session when it is opened. */
export type NewLinkSession = Pick<
  LinkSessionRow,
  | "organizationId"
  | "appId"
  | "environment"
  | "mode"
  | "theme"
  | "permissions"
  | "plannedId"
  | "expiresAt"
  | "redirectUrl"
  | "clientReferenceId"
  | "connectionId"
  | "country"
  | "codeChallenge"
  | "inviteId"
  | "purpose"
>;

/** A session before anybody has opened it, and its secret. */
export function newLinkSession(
  clock: Clock,
  decided: NewLinkSession,
): { readonly clientSecret: string; readonly session: LinkSessionRow } {
  const clientSecret = newId("cs_", clock);
  return {
    clientSecret,
    session: {
      ...decided,
      id: newId("lnk_", clock),
      digest: digestOf(clientSecret),
      step: "new",
      passwordAttempts: 0,
      codeAttempts: 0,
      sends: 0,
      createdAt: clock.now(),
      driver: null,
      ticketDigest: null,
      ticketExpiresAt: null,
      proof: null,
      notice: null,
      leftAt: null,
      browserDigest: null,
      consentHash: null,
      consentAt: null,
      factor: null,
      resultId: null,
      codeDigest: null,
      codeExpiresAt: null,
      codeUsedAt: null,
      sealed: null,
      provenAt: null,
    },
  };
}
