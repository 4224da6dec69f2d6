import type { EnvironmentName } from "../environments.ts";

/** The tables of Link and of owners' pages. */
export interface LinkTables {
  readonly linkApps: LinkAppRow;
  readonly linkSessions: LinkSessionRow;
  readonly manageLinks: ManageLinkRow;
  readonly receipts: ReceiptRow;
  readonly linkInvites: LinkInviteRow;
  readonly appLogos: AppLogoRow;
  readonly activity: ActivityRow;
}

/** What an app registered for Link, as a JSON object. */
export interface LinkAppRow {
  readonly appId: string;
  readonly settings: string;
}

/** Where a Link session stands: what its page shows next. */
export type LinkStep = "new" | "consent" | "login" | "code" | "done" | "cancelled" | "failed";

/** One visit of an account's owner. Its secret is kept as a hash, what the login needs next sealed. */
export interface LinkSessionRow {
  readonly id: string;
  /** SHA-256 of the client secret, as hex. */
  readonly digest: string;
  readonly organizationId: string;
  readonly appId: string;
  readonly environment: EnvironmentName;
  readonly mode: "redirect" | "embed" | "whitelabel";
  readonly theme: "light" | "dark" | "auto";
  /** What the owner is asked for, as a JSON array. */
  readonly permissions: string;
  /** The ID a connection of an account that has none yet will get. */
  readonly plannedId: string;
  readonly step: LinkStep;
  readonly passwordAttempts: number;
  readonly codeAttempts: number;
  readonly sends: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly redirectUrl: string | null;
  readonly clientReferenceId: string | null;
  /** The connection the app wants renewed, or the ID it wants adopted. */
  readonly connectionId: string | null;
  readonly country: string | null;
  /** PKCE: base64url of the SHA-256 of what the exchange will show. */
  readonly codeChallenge: string | null;
  /** The way of signing in that the owner has chosen. */
  readonly driver: string | null;
  /** SHA-256 of what the companion must bring along, until it has. */
  readonly ticketDigest: string | null;
  readonly ticketExpiresAt: number | null;
  /** What only a person can answer, if the upstream asked for it: `captcha_required`, `face_required`. */
  readonly proof: string | null;
  /** What went wrong last, in a word. */
  readonly notice: string | null;
  /** The step the owner left it at. */
  readonly leftAt: string | null;
  /** SHA-256 of the cookie of the one browser it belongs to. */
  readonly browserDigest: string | null;
  /** SHA-256 of the text the owner agreed to. */
  readonly consentHash: string | null;
  readonly consentAt: number | null;
  /** How the second factor stands, as a JSON object without secrets. */
  readonly factor: string | null;
  /** The connection that came of it. */
  readonly resultId: string | null;
  readonly codeDigest: string | null;
  readonly codeExpiresAt: number | null;
  readonly codeUsedAt: number | null;
  /** The login under way, later the owner's manage link; sealed with a data key of the session's own. */
  readonly sealed: Uint8Array | null;
  /** The invite it was opened by. */
  readonly inviteId: string | null;
  /** `prove`: it links nothing, and only shows that the owner holds the account. */
  readonly purpose: "prove" | null;
  /** When that was shown. */
  readonly provenAt: number | null;
}

/** The one link by which an owner manages a connection; the newest replaces the one before. */
export interface ManageLinkRow {
  readonly connectionId: string;
  readonly digest: string;
  readonly createdAt: number;
}

/** What an owner agreed to, as it was signed. */
export interface ReceiptRow {
  readonly id: string;
  readonly connectionId: string;
  readonly receipt: string;
  readonly createdAt: number;
}

/** A link that opens Link sessions until one of them links an account. Its secret is kept as a hash. */
export interface LinkInviteRow {
  readonly id: string;
  readonly digest: string;
  readonly organizationId: string;
  readonly appId: string;
  readonly environment: EnvironmentName;
  readonly redirectUrl: string | null;
  readonly clientReferenceId: string | null;
  readonly country: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  /** The session that has linked, or is about to. */
  readonly spentBy: string | null;
  readonly connectionId: string | null;
}

/** A picture that an app is shown with. */
export interface AppLogoRow {
  readonly appId: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** SHA-256, as hex. */
  readonly digest: string;
}

/** What an app did with a connection on one day: how often which permission was used, sealed. */
export interface ActivityRow {
  readonly connectionId: string;
  readonly appId: string;
  /** The day's first millisecond (UTC). */
  readonly day: number;
  readonly sealed: Uint8Array;
}
