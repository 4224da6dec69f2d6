import { CONNECTION_STATES, type ConnectionState } from "./life.ts";

/** The `status` that clients of the published API know. */
export const PUBLISHED_STATUSES = ["active", "expired", "awaiting_2fa"] as const;
export type PublishedStatus = (typeof PUBLISHED_STATUSES)[number];

/** The published status of a state: whatever is neither active nor waiting for a code reads `expired`. */
export function publishedStatus(state: ConnectionState): PublishedStatus {
  return state === "active" || state === "awaiting_2fa" ? state : "expired";
}

/** The states that are published as a status. */
export function statesOf(status: PublishedStatus): ConnectionState[] {
  return CONNECTION_STATES.filter((state) => publishedStatus(state) === status);
}
