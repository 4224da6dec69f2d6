import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { somethingWrong } from "../refusal.ts";

const PREFIX = "/hash/?u=";

/** The text a user's pages send as `x-hash`, the same for the same seed. */
export function userHash(seed: string, userId: string): string {
  return createHash("sha256").update(`${seed} hash ${userId}`).digest("base64").slice(0, 40);
}

/** Whose hash a target asks for, if it does. */
export function hashedUser(target: string): string | undefined {
  const userId = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : "";
  return /^\d{1,20}$/.test(userId) ? userId : undefined;
}

/** @throws Refusal for another user's or an invented hash; none at all is taken, as the real site does. */
export function verifyHash(seed: string, userId: string, headers: IncomingHttpHeaders): void {
  const sent = headers["x-hash"];
  if (sent !== undefined && sent !== userHash(seed, userId)) throw somethingWrong();
}
