import { hash } from "node:crypto";

/** The one with the highest score for the key: adding or removing one moves only the keys it wins or had. */
export function rendezvous<Member extends { readonly id: string }>(
  members: readonly Member[],
  key: string,
): Member | undefined {
  let best: Member | undefined;
  let bestScore = "";
  for (const member of members) {
    const score = hash("sha256", `${key}\n${member.id}`, "hex");
    if (best === undefined || score > bestScore) {
      best = member;
      bestScore = score;
    }
  }
  return best;
}
