import { hash } from "node:crypto";
import type { LinkSessionRow, LinkStep } from "../store/link-tables.ts";
import type { Factor } from "./login-driver.ts";

/** The published states of a Link session. */
export const LINK_STATUSES = [
  "initialized",
  "pending",
  "awaiting_2fa",
  "denied",
  "completed",
  "invalid_credentials",
  "failed",
  "not_found",
] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** The steps at which a visit can still go on. */
export const OPEN_STEPS: readonly LinkStep[] = ["new", "consent", "login", "code"];

/** How many passwords, codes and sendings one session has; the upstream looks at no more codes than that. */
export const MAX_PASSWORDS = 5;
export const MAX_CODES = 3;
export const MAX_SENDS = 3;

/** Whether a session is over without having come to an end. */
export function isExpired({ step, expiresAt }: LinkSessionRow, nowMs: number): boolean {
  return OPEN_STEPS.includes(step) && expiresAt <= nowMs;
}

/** The published state. */
export function statusOf(session: LinkSessionRow, nowMs: number): LinkStatus {
  if (isExpired(session, nowMs)) return "failed";
  switch (session.step) {
    case "new":
      return "initialized";
    case "consent":
    case "login":
      return isBadCredentials(session.notice) ? "invalid_credentials" : "pending";
    case "code":
      return "awaiting_2fa";
    case "done":
      return "completed";
    case "cancelled":
      return "denied";
    case "failed":
      return isBadCredentials(session.notice) ? "invalid_credentials" : "failed";
  }
}

/** Why a session that did not succeed ended, in a word; what is said of a step under way is no end. */
export function endReasonOf({ step, notice }: LinkSessionRow): string {
  return OPEN_STEPS.includes(step) ? "session_expired" : (notice ?? "session_expired");
}

/** How many codes a session may try in all, those tried already included. */
export function codesAllowed(session: LinkSessionRow): number {
  return Math.min(MAX_CODES, factorOf(session).codesAllowed ?? MAX_CODES);
}

/** How the second factor stands. */
export function factorOf({ factor }: LinkSessionRow): Factor {
  return factor === null ? { kinds: ["app"] } : (JSON.parse(factor) as Factor);
}

/** The hash a secret is known by. */
export function digestOf(secret: string): string {
  return hash("sha256", secret, "hex");
}

function isBadCredentials(notice: string | null): boolean {
  return notice === "invalid_credentials" || notice === "account_locked";
}
