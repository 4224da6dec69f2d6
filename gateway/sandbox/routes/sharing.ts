import { notFound } from "../refusal.ts";
import type { Call } from "./route.ts";

/** Whom a link is shared with once the body's user is among them. @throws Refusal if there is no such user. */
export function sharedBy(call: Call, sharedWith: readonly number[]): readonly number[] {
  return [partnerOf(call), ...unsharedBy(call, sharedWith)];
}

/** Whom a link is shared with without the body's user. @throws Refusal if there is no such user. */
export function unsharedBy(call: Call, sharedWith: readonly number[]): readonly number[] {
  const partner = partnerOf(call);
  return sharedWith.filter((id) => id !== partner);
}

function partnerOf({ body, world }: Call): number {
  const user = world.users.get(Number(body["userId"]));
  if (user === undefined) throw notFound("User not found");
  return user.id;
}
