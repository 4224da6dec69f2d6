import { Refusal } from "../refusal.ts";
import type { User } from "../world/things.ts";
import { viewerOf, type Call } from "./route.ts";

/** The signed-in creator. @throws Refusal for a guest, and for whoever has nothing to sell. */
export function creatorOf(call: Call): User {
  const viewer = viewerOf(call);
  if (!viewer.isPerformer) throw new Refusal("invalid", 403, "User is not a creator", { code: 0 });
  return viewer;
}
