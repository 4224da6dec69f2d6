import type { ConnectionState } from "./connection.ts";

/** The `status` that clients of the published API know. */
export type PublishedStatus = "active" | "expired" | "awaiting_2fa";

/** The published status of a state: whatever is neither active nor waiting for a code reads `expired`. */
export function publishedStatus(state: ConnectionState): PublishedStatus {
  return state === "active" || state === "awaiting_2fa" ? state : "expired";
}
